package dev.aerie.operator.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveBackups;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** New clusters begin with what others have. */
class BootstrapTest {

  private static LiveClusters clusters;
  private static LiveBackups backups;

  @BeforeAll
  static void start() {
    TestKubernetes kubernetes = TestKubernetes.shared();
    clusters = new LiveClusters(kubernetes);
    backups = new LiveBackups(kubernetes.admin());
  }

  @Test
  void aNewClusterBeginsWithABackup() throws IOException {
    clusters.create("origin", new Compute(1, 1));
    clusters.awaitPhase("origin", Phase.READY);
    Path data =
        clusters.create(
            beginning(
                "from-backup",
                new Bootstrap(
                    new Bootstrap.FromBackup("origin-one", null),
                    null,
                    null,
                    List.of(new Bootstrap.TakenCollection("default", "things", "others")))));
    assertThat(clusters.awaitProblem("from-backup", "BootstrapSourceMissing"))
        .contains("VectorBackup origin-one is not there or not made yet");
    assertThat(clusters.pods("from-backup")).isEmpty();

    backups.create("origin-one", new VectorBackupSpec("origin", null, false));

    clusters.awaitPhase("from-backup", Phase.READY);
    assertThat(Files.readString(data.resolve("restored")))
        .isEqualTo(
            "--from %s --backup origin-one --collection default/things=others"
                .formatted(clusters.data("origin").toUri().toString()));
    backups.delete("origin-one");
    clusters.delete("from-backup");
    clusters.delete("origin");
  }

  @Test
  void aNewClusterBeginsAsABranch() throws IOException {
    clusters.create("trunk", new Compute(1, 1));
    Path data =
        clusters.create(
            beginning(
                "twig", new Bootstrap(null, null, new Bootstrap.BranchOf("trunk", ""), List.of())));

    clusters.awaitPhase("twig", Phase.READY);

    assertThat(Files.readString(data.resolve("restored"))).endsWith("--at now --branch");
    clusters.delete("twig");
    clusters.delete("trunk");
  }

  private static VectorCluster beginning(String name, Bootstrap bootstrap) {
    VectorCluster cluster =
        Clusters.cluster(name, new Compute(1, 1), clusters.data(name).toUri().toString());
    cluster.setSpec(Clusters.bootstrapped(cluster.getSpec(), bootstrap));
    return cluster;
  }
}
