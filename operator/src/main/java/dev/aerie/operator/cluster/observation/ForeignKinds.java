package dev.aerie.operator.cluster.observation;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.cluster.model.ForeignKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Optional;

/**
 * Objects of kinds that other projects define. A kind is watched from the first time on that a
 * cluster asks for it while it is installed. Safe for concurrent use.
 */
public final class ForeignKinds {

  private final KubernetesClient client;

  /**
   * @param client asked which kinds there are
   */
  public ForeignKinds(KubernetesClient client) {
    this.client = client;
  }

  /** Group and version in which the API server knows a kind; empty: it is not installed. */
  public Optional<String> served(ForeignKind kind) {
    return kind.apiVersions().stream()
        .filter(version -> client.supports(version, kind.kind()))
        .findFirst();
  }

  /**
   * An object of a kind that is installed.
   *
   * @param apiVersion in which it is served
   * @param watches of the controller, joined by one of this kind
   */
  public Optional<GenericKubernetesResource> find(
      ForeignKind kind,
      String apiVersion,
      String namespace,
      String name,
      EventSourceRetriever<VectorCluster> watches) {
    var source =
        (InformerEventSource<GenericKubernetesResource, VectorCluster>)
            watches.dynamicallyRegisterEventSource(watch(kind, apiVersion, watches));
    return source.get(new ResourceID(name, namespace));
  }

  private static InformerEventSource<GenericKubernetesResource, VectorCluster> watch(
      ForeignKind kind, String apiVersion, EventSourceRetriever<VectorCluster> watches) {
    String[] groupAndVersion = apiVersion.split("/");
    var type = new GroupVersionKind(groupAndVersion[0], groupAndVersion[1], kind.kind());
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, VectorCluster.class)
            .withName(kind.kind())
            .withLabelSelector(Marks.CLUSTER)
            .withSecondaryToPrimaryMapper(ClusterSources::clusterOf)
            .build(),
        watches.eventSourceContextForDynamicRegistration());
  }
}
