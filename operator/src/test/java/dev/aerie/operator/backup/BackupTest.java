package dev.aerie.operator.backup;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveBackups.condition;
import static dev.aerie.operator.support.LiveBackups.is;
import static dev.aerie.operator.support.LiveBackups.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.BackupStorage;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.operator.support.LiveBackups;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A backup is made, copied, tried and removed, and says why not. */
class BackupTest {

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

  @Test
  void isMadeCopiedTriedAndRemoved() {
    Path data = clusters.create("saved", new Compute(1, 1));
    clusters.awaitPhase("saved", Phase.READY);
    Path copies = kubernetes.folder().resolve("copies");
    backups.create("saved-one", new VectorBackupSpec("saved", storage(copies), true));

    VectorBackup made =
        backups.awaitThat(
            "saved-one", b -> is(b, BackupPhase.READY) && says(b, "Verified", "DrillPassed"));

    assertThat(made.getStatus().location()).isEqualTo(uri(copies) + "/saved");
    assertThat(made.getStatus().timestamp()).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(made.getStatus().rows()).isEqualTo(10);
    assertThat(made.getStatus().drill().orElseThrow().recall()).isEqualTo("0.999");
    assertThat(backups.reasons("saved-one")).contains("Made", "DrillPassed");
    assertThat(copies.resolve("saved/backup-saved-one")).exists();
    backups.delete("saved-one");
    assertThat(copies.resolve("saved/backup-saved-one")).doesNotExist();
    assertThat(data.resolve("backup-saved-one")).doesNotExist();
    clusters.delete("saved");
  }

  @Test
  void oneOfAClusterComesAfterTheOther() throws IOException {
    Path data = clusters.create("queue", new Compute(1, 1));
    clusters.awaitPhase("queue", Phase.READY);
    Files.createFile(data.resolve("slow"));
    backups.create("queue-one", new VectorBackupSpec("queue", null, false));
    backups.awaitThat("queue-one", b -> is(b, BackupPhase.RUNNING));
    backups.create("queue-two", new VectorBackupSpec("queue", null, false));
    backups.awaitThat("queue-two", b -> is(b, BackupPhase.PENDING) && says(b, "Ready", "Queued"));

    Files.delete(data.resolve("slow"));

    backups.awaitThat("queue-one", b -> is(b, BackupPhase.READY));
    backups.awaitThat("queue-two", b -> is(b, BackupPhase.READY));
    backups.delete("queue-one");
    backups.delete("queue-two");
    clusters.delete("queue");
  }

  @Test
  void saysWhyItCouldNotBeMadeOrDiffers() throws IOException {
    double drills = kubernetes.counted("aerie.operator.drill.failures");
    double failures = kubernetes.counted("aerie.operator.backup.failures");
    Path data = clusters.create("broken", new Compute(1, 1));
    clusters.awaitPhase("broken", Phase.READY);
    Files.createFile(data.resolve("differs"));
    backups.create("broken-drill", new VectorBackupSpec("broken", null, true));
    backups.awaitThat("broken-drill", b -> says(b, "Verified", "DrillFailed"));
    Files.createFile(data.resolve("broken"));
    backups.create("broken-take", new VectorBackupSpec("broken", null, false));

    VectorBackup failed = backups.awaitThat("broken-take", b -> is(b, BackupPhase.FAILED));

    assertThat(condition(failed, "Ready").getMessage()).contains("the storage is broken");
    assertThat(backups.reasons("broken-take")).contains("BackupFailed");
    assertThat(backups.reasons("broken-drill")).contains("DrillFailed");
    assertThat(kubernetes.counted("aerie.operator.drill.failures")).isEqualTo(drills + 1);
    assertThat(kubernetes.counted("aerie.operator.backup.failures")).isEqualTo(failures + 1);
    backups.delete("broken-take");
    backups.delete("broken-drill");
    clusters.delete("broken");
  }

  @Test
  void waitsForItsClusterAndEndsWithoutOne() {
    backups.create("lone", new VectorBackupSpec("nowhere", null, false));

    backups.awaitThat("lone", b -> says(b, "Ready", "ClusterMissing"));

    backups.delete("lone");
  }

  /**
   * It was made and its cluster went before it was tried: it hears of no event when that is back.
   */
  @Test
  void saysThatItCannotBeTriedAndTriesWhenItsClusterIsBack() throws IOException {
    Files.createFile(clusters.data("returning").resolve("backup-untried"));
    backups.create("untried", new VectorBackupSpec("returning", null, false));
    backups.awaitThat("untried", b -> says(b, "Ready", "ClusterMissing"));
    backups
        .resource("untried")
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\": {\"phase\": \"Verifying\", \"location\": \"%s\"}}"
                .formatted(clusters.data("returning").toUri()));
    backups.edit("untried", "{\"spec\": {\"verify\": true}}");

    VectorBackup waiting = backups.awaitThat("untried", b -> says(b, "Verified", "ClusterMissing"));
    assertThat(waiting.lastStatus().phase()).isEqualTo(BackupPhase.VERIFYING);
    assertThat(condition(waiting, "Ready").getReason()).isEqualTo("Made");

    clusters.create("returning", new Compute(1, 1));
    backups.awaitThat("untried", b -> says(b, "Verified", "DrillPassed"));
    backups.delete("untried");
    clusters.delete("returning");
  }

  /** The Job of the first has made nothing for the second, whose objects were just removed. */
  @Test
  void anotherOfTheSameNameIsMadeByAJobOfItsOwn() {
    Path data = clusters.create("renewed", new Compute(1, 1));
    clusters.awaitPhase("renewed", Phase.READY);
    backups.create("renewed-one", new VectorBackupSpec("renewed", null, false));
    backups.awaitThat("renewed-one", b -> is(b, BackupPhase.READY));
    job("renewed-one-take").edit(job -> held(job, List.of("aerie.dev/test")));
    backups.delete("renewed-one");
    backups.create("renewed-one", new VectorBackupSpec("renewed", null, false));

    backups.awaitThat("renewed-one", b -> says(b, "Ready", "Queued"));
    job("renewed-one-take").edit(job -> held(job, List.of()));

    backups.awaitThat("renewed-one", b -> is(b, BackupPhase.READY));
    assertThat(data.resolve("backup-renewed-one")).exists();
    backups.delete("renewed-one");
    clusters.delete("renewed");
  }

  private static ScalableResource<Job> job(String name) {
    return client.batch().v1().jobs().inNamespace(NAMESPACE).withName(name);
  }

  /** The same, which goes no sooner than these let it. */
  private static Job held(Job job, List<String> finalizers) {
    job.getMetadata().setFinalizers(finalizers);
    return job;
  }

  private static BackupStorage storage(Path folder) {
    return new BackupStorage(uri(folder), "");
  }

  private static String uri(Path folder) {
    return "file://" + folder;
  }
}
