package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Optional;

/**
 * Collections of a backup that come back, once, into the cluster it is of, beside those that the
 * cluster has. Mutable, as the client library needs it; not safe for concurrent use.
 */
@Group(VectorCluster.GROUP)
@Version(VectorCluster.VERSION)
@ShortNames("vr")
@JsonClassDescription("Collections of a backup that come back into the cluster it is of.")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z0-9]([-a-z0-9]{0,48}[a-z0-9])?$')",
    message = "metadata.name must be 1 to 50 lower-case letters, digits and dashes")
@AdditionalPrinterColumn(name = "Backup", jsonPath = ".spec.backupRef")
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".status.clusterRef")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Why", jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(name = "Moment", jsonPath = ".status.timestamp")
@AdditionalPrinterColumn(
    name = "Rows",
    jsonPath = ".status.rows",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class VectorRestore extends CustomResource<VectorRestoreSpec, VectorRestoreStatus>
    implements Namespaced {

  /** What was last said of it. */
  public VectorRestoreStatus lastStatus() {
    return Optional.ofNullable(getStatus()).orElse(VectorRestoreStatus.UNKNOWN);
  }
}
