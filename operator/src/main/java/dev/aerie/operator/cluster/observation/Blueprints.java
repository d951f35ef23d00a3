package dev.aerie.operator.cluster.observation;

import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterClass;
import dev.aerie.operator.cluster.model.Blueprint;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Looks up what decides how Jobs of clusters are made. Safe for concurrent use. */
public final class Blueprints {

  private final KubernetesClient client;

  /**
   * @param client reads in the operator's name
   */
  public Blueprints(KubernetesClient client) {
    this.client = client;
  }

  /** That of a cluster; empty if the cluster or its class is not there. */
  public Optional<Blueprint> find(String namespace, String cluster) {
    return cluster(namespace, cluster)
        .flatMap(
            found ->
                ClusterClasses.of(
                        found,
                        client.resources(VectorClusterClass.class).list().getItems().stream())
                    .map(classSpec -> new Blueprint(found, classSpec, Optional.empty())));
  }

  /** Whether a cluster is there, whatever of its class. */
  public boolean hasCluster(String namespace, String cluster) {
    return cluster(namespace, cluster).isPresent();
  }

  private Optional<VectorCluster> cluster(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(VectorCluster.class).inNamespace(namespace).withName(name).get());
  }
}
