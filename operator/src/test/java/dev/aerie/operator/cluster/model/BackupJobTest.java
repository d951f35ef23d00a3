package dev.aerie.operator.cluster.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Compute;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.crds.VectorClusterClassSpec;
import dev.aerie.operator.support.Clusters;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackupJobTest {
  private static final String OWN = "AERIE_STORAGE_URI";
  private static final String DRILL = "AERIE_DRILL_STORAGE_URI";

  @Test
  void whatRemovesABackupIsToldWhereItsDrillRestoresIt() {
    assertThat(value(BackupJob.VERIFY, OWN)).contains("s3://bucket/one-drill-saved?region=r");
    assertThat(value(BackupJob.DELETE, DRILL)).isEqualTo(value(BackupJob.VERIFY, OWN));
    assertThat(value(BackupJob.DELETE, OWN)).contains("s3://bucket/one?region=r");
    assertThat(value(BackupJob.TAKE, DRILL)).isEmpty();
  }

  private static Optional<String> value(BackupJob which, String variable) {
    Blueprint blueprint =
        new Blueprint(
            Clusters.cluster("cls-1", new Compute(1, 1), "s3://bucket/one?region=r"),
            new VectorClusterClassSpec("", true, "aerie/data-plane:dev", "500m", "1Gi", "2Gi", ""),
            Optional.empty());
    VectorBackup backup = new VectorBackup();
    backup.getMetadata().setName("saved");
    backup.setSpec(new VectorBackupSpec("cls-1", null, true));
    return which
        .of(backup, blueprint)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getEnv()
        .stream()
        .filter(each -> each.getName().equals(variable))
        .map(EnvVar::getValue)
        .findFirst();
  }
}
