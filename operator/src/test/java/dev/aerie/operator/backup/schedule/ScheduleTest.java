package dev.aerie.operator.backup.schedule;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveBackups.is;
import static dev.aerie.operator.support.LiveBackups.metadata;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Marks;
import dev.aerie.crds.Phase;
import dev.aerie.crds.Retention;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSchedule;
import dev.aerie.crds.VectorBackupScheduleSpec;
import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.operator.support.LiveBackups;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import dev.aerie.operator.support.WithheldRight;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A schedule makes backups when they are due. */
class ScheduleTest {

  private static TestKubernetes kubernetes;
  private static KubernetesClient client;
  private static LiveClusters clusters;
  private static LiveBackups backups;

  @BeforeAll
  static void start() {
    kubernetes = TestKubernetes.shared();
    client = kubernetes.admin();
    clusters = new LiveClusters(kubernetes);
    backups = new LiveBackups(client);
  }

  @AfterEach
  void bringBackTheTime() {
    kubernetes.clock().shift(Duration.ZERO);
  }

  @Test
  void aScheduleCatchesUpOnceAndKeepsWhatItShould() {
    clusters.create("daily", new Compute(1, 1));
    clusters.awaitPhase("daily", Phase.READY);
    VectorBackupSchedule schedule = new VectorBackupSchedule();
    schedule.setMetadata(metadata("nightly"));
    schedule.setSpec(
        new VectorBackupScheduleSpec(
            "0 * * * *",
            "UTC",
            true,
            new Retention(1, ""),
            new VectorBackupSpec("daily", null, false)));
    client.resource(schedule).create();
    await()
        .atMost(DEADLINE)
        .until(() -> !client.resource(schedule).get().lastStatus().conditions().isEmpty());
    client
        .resource(schedule)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\":{\"lastScheduled\":\"2026-01-01T00:00:00Z\"}}");
    client
        .resource(schedule)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":false}}");

    await()
        .atMost(DEADLINE)
        .until(
            () -> scheduled("nightly"),
            made -> made.size() == 1 && is(made.getFirst(), BackupPhase.READY));

    assertThat(backups.reasons("nightly")).contains("CaughtUp");
    assertThat(client.resource(schedule).get().lastStatus().lastBackup())
        .isEqualTo(scheduled("nightly").getFirst().getMetadata().getName());

    String first = scheduled("nightly").getFirst().getMetadata().getName();
    kubernetes.clock().shift(Duration.ofHours(1));
    client
        .resource(schedule)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"timeZone\":\"Etc/UTC\"}}");
    await()
        .atMost(DEADLINE)
        .until(
            () -> scheduled("nightly"),
            made ->
                made.size() == 1
                    && is(made.getFirst(), BackupPhase.READY)
                    && !made.getFirst().getMetadata().getName().equals(first));
    client.resource(schedule).delete();
    scheduled("nightly").forEach(b -> backups.delete(b.getMetadata().getName()));
    clusters.delete("daily");
  }

  /** As by a quota, or a policy of the namespace. */
  @Test
  void saysThatItMayMakeNoBackupAndMakesItWhenItMay() {
    VectorBackupSchedule schedule = new VectorBackupSchedule();
    schedule.setMetadata(metadata("forbidden"));
    schedule.setSpec(
        new VectorBackupScheduleSpec(
            "0 * * * *",
            "UTC",
            false,
            new Retention(1, ""),
            new VectorBackupSpec("nowhere", null, false)));

    try (var _ = new WithheldRight(kubernetes, "aerie.dev", "vectorbackups", "create")) {
      kubernetes.clock().shift(Duration.ofHours(1));
      client.resource(schedule).create();
      await()
          .atMost(DEADLINE)
          .until(
              () -> client.resource(schedule).get().lastStatus().conditions(),
              said -> said.stream().anyMatch(each -> each.getReason().equals("ApplyRefused")));
      assertThat(client.resource(schedule).get().lastStatus().lastScheduled()).isEmpty();
    }

    await().atMost(DEADLINE).until(() -> scheduled("forbidden").size() == 1);
    client.resource(schedule).delete();
    scheduled("forbidden").forEach(b -> backups.delete(b.getMetadata().getName()));
  }

  private static List<VectorBackup> scheduled(String schedule) {
    return client
        .resources(VectorBackup.class)
        .inNamespace(NAMESPACE)
        .withLabel(Marks.SCHEDULE, schedule)
        .list()
        .getItems();
  }
}
