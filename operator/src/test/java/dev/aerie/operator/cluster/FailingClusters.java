package dev.aerie.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveClusters;

/** Clusters that tests make fail and let recover. */
final class FailingClusters {

  private final LiveClusters clusters;

  FailingClusters(LiveClusters clusters) {
    this.clusters = clusters;
  }

  /** Events tell the problem before the recovery, and neither twice. */
  void assertRecovers(String name, String problem) {
    clusters.awaitPhase(name, Phase.READY);
    clusters.awaitEvent(name, "Ready");
    assertThat(clusters.events(name)).containsSubsequence(problem, "Recovered", "Ready");
    assertThat(clusters.events(name)).containsOnlyOnce(problem);
    clusters.delete(name);
  }

  VectorCluster cluster(String name) {
    return Clusters.cluster(
        name, Compute.SMALLEST, clusters.data(name).toUri().toString().replaceAll("/$", ""));
  }

  VectorCluster classed(String name, String className) {
    VectorCluster cluster = cluster(name);
    cluster.setSpec(Clusters.classed(cluster.getSpec(), className));
    return cluster;
  }
}
