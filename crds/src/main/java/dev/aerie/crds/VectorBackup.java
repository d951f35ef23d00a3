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
 * The state of a cluster at one moment, which stays restorable. Mutable, as the client library
 * needs it; not safe for concurrent use.
 */
@Group(VectorCluster.GROUP)
@Version(VectorCluster.VERSION)
@ShortNames("vb")
@JsonClassDescription("The state of a vector database at one moment.")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$')",
    message = "metadata.name must be 1 to 52 lower-case letters, digits and dashes")
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".spec.clusterRef")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Moment", jsonPath = ".status.timestamp")
@AdditionalPrinterColumn(
    name = "Rows",
    jsonPath = ".status.rows",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Bytes",
    jsonPath = ".status.bytes",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Verified",
    jsonPath = ".status.conditions[?(@.type=='Verified')].status")
@AdditionalPrinterColumn(name = "Location", jsonPath = ".status.location", priority = 1)
@AdditionalPrinterColumn(
    name = "Why",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class VectorBackup extends CustomResource<VectorBackupSpec, VectorBackupStatus>
    implements Namespaced {

  /** What was last said of it. */
  public VectorBackupStatus lastStatus() {
    return Optional.ofNullable(getStatus()).orElse(VectorBackupStatus.UNKNOWN);
  }
}
