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
 * Backups that are made again and again. Mutable, as the client library needs it; not safe for
 * concurrent use.
 */
@Group(VectorCluster.GROUP)
@Version(VectorCluster.VERSION)
@ShortNames("vbs")
@JsonClassDescription("Backups that are made again and again.")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z0-9]([-a-z0-9]{0,37}[a-z0-9])?$')",
    message = "metadata.name must be 1 to 39 lower-case letters, digits and dashes")
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".spec.template.clusterRef")
@AdditionalPrinterColumn(name = "Schedule", jsonPath = ".spec.schedule")
@AdditionalPrinterColumn(name = "Zone", jsonPath = ".spec.timeZone")
@AdditionalPrinterColumn(
    name = "Suspend",
    jsonPath = ".spec.suspend",
    type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(name = "Last", jsonPath = ".status.lastBackup")
@AdditionalPrinterColumn(name = "Next", jsonPath = ".status.next")
@AdditionalPrinterColumn(
    name = "Kept",
    jsonPath = ".status.kept",
    type = AdditionalPrinterColumn.Type.INTEGER)
public class VectorBackupSchedule
    extends CustomResource<VectorBackupScheduleSpec, VectorBackupScheduleStatus>
    implements Namespaced {

  /** What was last said of it. */
  public VectorBackupScheduleStatus lastStatus() {
    return Optional.ofNullable(getStatus()).orElse(VectorBackupScheduleStatus.UNKNOWN);
  }
}
