package dev.aerie.operator.cluster.observation;

import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterClass;
import dev.aerie.crds.VectorClusterClassSpec;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Which class a cluster is of. */
public final class ClusterClasses {

  private ClusterClasses() {}

  /** The class the cluster names, or the default one, or nothing. */
  public static Optional<VectorClusterClassSpec> of(
      VectorCluster cluster, Stream<VectorClusterClass> classes) {
    String named = cluster.getSpec().classRef();
    return classes
        .filter(
            each ->
                named.isEmpty()
                    ? each.getSpec().isDefault()
                    : each.getMetadata().getName().equals(named))
        .min(Comparator.comparing(each -> each.getMetadata().getName()))
        .map(VectorClusterClass::getSpec);
  }
}
