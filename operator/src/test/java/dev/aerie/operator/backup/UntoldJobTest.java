package dev.aerie.operator.backup;

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
import dev.aerie.operator.support.WithheldRight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Job has done what it should, and nobody can tell what. */
class UntoldJobTest {

  private static TestKubernetes kubernetes;
  private static LiveClusters clusters;
  private static LiveBackups backups;

  @BeforeAll
  static void start() {
    kubernetes = TestKubernetes.shared();
    clusters = new LiveClusters(kubernetes);
    backups = new LiveBackups(kubernetes.admin());
  }

  @Test
  void isRunAgainWhenItsPodIsGone() throws IOException {
    Path data = begin("untold");
    kubernetes.stopOperator();
    Files.delete(data.resolve("slow"));
    backups.forgetWhatWasDone("untold-one-take");
    Files.delete(data.resolve("backup-untold-one"));

    kubernetes.startOperator();

    backups.awaitThat("untold-one", b -> is(b, BackupPhase.READY));
    assertThat(data.resolve("backup-untold-one")).exists();
    end("untold");
  }

  @Test
  void isNotTakenForFailedWhileItsLogCannotBeRead() throws IOException {
    Path data = begin("unread");
    double before = kubernetes.counted("aerie.operator.reconciliation.failures");

    try (var _ = new WithheldRight(kubernetes, "", "pods/log", "get")) {
      Files.delete(data.resolve("slow"));
      await()
          .atMost(DEADLINE)
          .until(() -> kubernetes.counted("aerie.operator.reconciliation.failures") > before);
      assertThat(backups.resource("unread-one").get())
          .matches(backup -> is(backup, BackupPhase.RUNNING));
    }

    backups.awaitThat("unread-one", b -> is(b, BackupPhase.READY));
    end("unread");
  }

  /** A cluster with a backup whose Job waits for the end of {@code slow}. */
  private static Path begin(String cluster) throws IOException {
    Path data = clusters.create(cluster, new Compute(1, 1));
    clusters.awaitPhase(cluster, Phase.READY);
    Files.createFile(data.resolve("slow"));
    backups.create(cluster + "-one", new VectorBackupSpec(cluster, null, false));
    backups.awaitThat(cluster + "-one", b -> is(b, BackupPhase.RUNNING));
    return data;
  }

  private static void end(String cluster) {
    backups.delete(cluster + "-one");
    clusters.delete(cluster);
  }
}
