package dev.aerie.operator.backup;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveBackups.is;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.operator.support.LiveBackups;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A backup goes with all that only it kept, or stays. */
class BackupCleanupTest {

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
  void isHeldUntilItsObjectsCanBeRemoved() throws IOException {
    Path data = clusters.create("kept", new Compute(1, 1));
    clusters.awaitPhase("kept", Phase.READY);
    backups.create("kept-one", new VectorBackupSpec("kept", null, false));
    backups.awaitThat("kept-one", b -> is(b, BackupPhase.READY));
    Files.createFile(data.resolve("kept"));

    backups.resource("kept-one").delete();

    await().atMost(DEADLINE).until(() -> backups.reasons("kept-one").contains("DeletionFailed"));
    assertThat(backups.notes("kept-one", "DeletionFailed"))
        .contains(
            "the storage lets nothing go",
            "It is tried again 10 minutes later. Delete Job kept-one-delete to try again at once.");
    assertThat(backups.resource("kept-one").get()).isNotNull();
    assertThat(data.resolve("backup-kept-one")).exists();
    Files.delete(data.resolve("kept"));
    client.batch().v1().jobs().inNamespace(NAMESPACE).withName("kept-one-delete").delete();
    await().atMost(DEADLINE).until(() -> backups.resource("kept-one").get() == null);
    assertThat(data.resolve("backup-kept-one")).doesNotExist();
    clusters.delete("kept");
  }

  @Test
  void holdsUpNoOtherWhileItCannotBeRemovedAndIsTriedAgain() throws IOException {
    Path data = clusters.create("stuck", new Compute(1, 1));
    clusters.awaitPhase("stuck", Phase.READY);
    backups.create("stuck-one", new VectorBackupSpec("stuck", null, false));
    backups.awaitThat("stuck-one", b -> is(b, BackupPhase.READY));
    Files.createFile(data.resolve("kept"));
    backups.resource("stuck-one").delete();
    await().atMost(DEADLINE).until(() -> backups.reasons("stuck-one").contains("DeletionFailed"));

    backups.create("stuck-two", new VectorBackupSpec("stuck", null, false));
    backups.awaitThat("stuck-two", b -> is(b, BackupPhase.READY));

    Files.delete(data.resolve("kept"));
    kubernetes.clock().shift(Duration.ofMinutes(11));
    backups.delete("stuck-two"); // who has its turn no longer wakes the others
    await().atMost(DEADLINE).until(() -> backups.resource("stuck-one").get() == null);
    assertThat(data.resolve("backup-stuck-one")).doesNotExist();
    assertThat(backups.reasons("stuck-one")).containsOnlyOnce("DeletionFailed");
    clusters.delete("stuck");
  }

  @Test
  void isHeldWhileTheClassOfItsClusterIsMissing() {
    Path data = clusters.create("misspelt", new Compute(1, 1));
    clusters.awaitPhase("misspelt", Phase.READY);
    backups.create("misspelt-one", new VectorBackupSpec("misspelt", null, false));
    backups.awaitThat("misspelt-one", b -> is(b, BackupPhase.READY));
    clusters.edit("misspelt", "{'classRef': 'tyni'}");
    clusters.awaitProblem("misspelt", "UnknownClass");

    backups.resource("misspelt-one").delete();

    await().atMost(DEADLINE).until(() -> backups.reasons("misspelt-one").contains("ClassMissing"));
    assertThat(data.resolve("backup-misspelt-one")).exists();
    clusters.edit("misspelt", "{'classRef': 'tiny'}");
    backups.delete("misspelt-one");
    assertThat(data.resolve("backup-misspelt-one")).doesNotExist();
    clusters.delete("misspelt");
  }

  @Test
  void leavesItsObjectsWhereItsClusterIsGone() {
    Path data = clusters.create("orphaned", new Compute(1, 1));
    clusters.awaitPhase("orphaned", Phase.READY);
    backups.create("orphaned-one", new VectorBackupSpec("orphaned", null, false));
    backups.awaitThat("orphaned-one", b -> is(b, BackupPhase.READY));
    clusters.resource("orphaned").delete();
    await().atMost(DEADLINE).until(() -> clusters.resource("orphaned").get() == null);

    backups.delete("orphaned-one");

    assertThat(backups.notes("orphaned-one", "ObjectsLeft"))
        .isEqualTo("Its cluster is gone; what it kept is left where it is.");
    assertThat(data.resolve("backup-orphaned-one")).exists();
  }
}
