package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.operator.agent.protocol.BackupReport;
import dev.aerie.operator.agent.protocol.Report;
import dev.aerie.operator.agent.protocol.RestoreReport;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is no more is kept until it is told. */
class RegionSourcesTest {

  private final KubernetesClient client = TestKubernetes.shared().admin();
  private final BackupDelivery backups = new BackupDelivery(client);
  private final RestoreDelivery restores = new RestoreDelivery(client);
  private VectorBackup there;
  private BackupWatch watch;

  @BeforeEach
  void start() {
    VectorBackup backup = new VectorBackup();
    backup.setMetadata(
        new ObjectMetaBuilder().withName("still-there").withNamespace("default").build());
    backup.setSpec(new VectorBackupSpec("cls-nowhere", null, false));
    there = client.resource(backup).create();
    watch = new BackupWatch(client, () -> {}, backups::removed, restores::removed);
    watch.start();
  }

  @AfterEach
  void stop() {
    watch.close();
    client.resource(there).delete();
  }

  @Test
  void whatIsGoneIsForgottenOnceItIsTold() {
    RegionSources sources = new RegionSources(null, null, watch, backups, restores, null);
    BackupReport refused = BackupReport.refused("cls_nowhere", "refused");
    BackupReport lost = BackupReport.gone("cls_nowhere", "lost");
    BackupReport untold = BackupReport.gone("cls_nowhere", "untold");
    BackupReport seen = BackupReport.gone("cls_nowhere", "still-there");
    List.of(refused, lost, untold, seen).forEach(backups::removed);
    RestoreReport restore = RestoreReport.gone("cls_nowhere", "lost");
    restores.removed(restore);
    assertThat(sources.backups()).contains(refused, lost, untold, seen);
    assertThat(sources.restores()).contains(restore);

    sources.told(report(List.of(refused, lost, seen), List.of(restore)));

    assertThat(backups.backups()).containsExactlyInAnyOrder(refused, untold, seen);
    assertThat(restores.reports()).isEmpty();
  }

  private static Report report(List<BackupReport> backups, List<RestoreReport> restores) {
    return new Report(
        "agent",
        1,
        Instant.EPOCH,
        new Report.Region("v1", "v1", List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        backups,
        List.of(),
        restores,
        List.of(),
        List.of());
  }
}
