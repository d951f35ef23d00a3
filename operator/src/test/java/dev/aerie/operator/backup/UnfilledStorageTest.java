package dev.aerie.operator.backup;

import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Compute;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import dev.aerie.operator.support.WithheldRight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clusters that are deleted while their storage is filled. */
class UnfilledStorageTest {

  private static TestKubernetes kubernetes;
  private static LiveClusters clusters;

  @BeforeAll
  static void start() {
    kubernetes = TestKubernetes.shared();
    clusters = new LiveClusters(kubernetes);
  }

  private enum Policy {
    Retain,
    Delete
  }

  /** What the Job wrote after the purge would stay, and what it holds of its source too. */
  @ParameterizedTest
  @EnumSource
  void leaveNothingInTheirStorageAndInItsSource(Policy policy) throws IOException {
    Path data = beginToFill("bud", "bough");
    clusters.edit("bud", "{'deletionPolicy': '%s'}".formatted(policy));

    clusters.delete("bud");

    assertThat(data).doesNotExist();
    assertThat(clusters.data("bough").resolve("hold-bud")).doesNotExist();
    assertThat(clusters.events("bud")).doesNotContain("ObjectsLeft");
    clusters.delete("bough");
  }

  @Test
  void whoseDataIsKeptGoAlsoWhenNothingCanBeRemoved() throws IOException {
    Path data = beginToFill("sprout", "stump");

    try (var _ = new WithheldRight(kubernetes, "batch", "jobs", "create")) {
      clusters.delete("sprout");
    }

    assertThat(data).exists();
    assertThat(clusters.notes("sprout", "ObjectsLeft"))
        .singleElement()
        .asString()
        .contains("ApplyRefused", "make the cluster again");
    clusters.delete("stump");
  }

  @Test
  void whoseDataIsKeptKeepItOnceItIsWhole() {
    clusters.create("root", new Compute(1, 1));
    Path data = clusters.create(branch("shoot", "root"));
    clusters.awaitThat("shoot", _ -> Files.exists(data.resolve("restored")));

    clusters.delete("shoot");

    assertThat(data.resolve("restored")).exists();
    assertThat(clusters.data("root").resolve("hold-shoot")).exists();
    clusters.delete("root");
  }

  /** Its Job has begun, and does not end. */
  private static Path beginToFill(String name, String source) throws IOException {
    clusters.create(source, new Compute(1, 1));
    Path data = clusters.data(name);
    Files.createFile(data.resolve("slow"));
    clusters.create(branch(name, source));
    await()
        .atMost(DEADLINE)
        .until(() -> Files.exists(clusters.data(source).resolve("hold-" + name)));
    return data;
  }

  private static VectorCluster branch(String name, String parent) {
    VectorCluster cluster =
        Clusters.cluster(name, new Compute(1, 1), clusters.data(name).toUri().toString());
    cluster.setSpec(
        Clusters.bootstrapped(
            cluster.getSpec(),
            new Bootstrap(null, null, new Bootstrap.BranchOf(parent, ""), List.of())));
    return cluster;
  }
}
