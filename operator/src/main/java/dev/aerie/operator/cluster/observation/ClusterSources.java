package dev.aerie.operator.cluster.observation;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterClass;
import dev.aerie.operator.cache.LeanStore;
import dev.aerie.operator.cluster.model.Blueprint;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Informers on everything a cluster is made of. An event on any of it leads to a reconciliation of
 * its cluster. Safe for concurrent use.
 */
public final class ClusterSources {

  private static final List<Class<? extends HasMetadata>> PARTS =
      List.of(
          StatefulSet.class,
          Service.class,
          Pod.class,
          Job.class,
          Secret.class,
          ConfigMap.class,
          ServiceAccount.class,
          PodDisruptionBudget.class,
          NetworkPolicy.class,
          Role.class,
          RoleBinding.class);

  private final Map<Class<?>, InformerEventSource<?, VectorCluster>> sources;

  private ClusterSources(Map<Class<?>, InformerEventSource<?, VectorCluster>> sources) {
    this.sources = sources;
  }

  /**
   * Informers that the context's controller will start.
   *
   * @param changed told of the clusters whose class is not what it was
   */
  public static ClusterSources in(
      EventSourceContext<VectorCluster> context, Consumer<Stream<VectorCluster>> changed) {
    Map<Class<?>, InformerEventSource<?, VectorCluster>> sources = new LinkedHashMap<>();
    PARTS.forEach(type -> sources.put(type, ofPart(type, context)));
    sources.put(VectorClusterClass.class, ofClasses(context, changed));
    return new ClusterSources(sources);
  }

  /** The informers, for the controller. */
  public List<EventSource<?, VectorCluster>> eventSources() {
    return List.copyOf(sources.values());
  }

  /** One object of a cluster's namespace. */
  public <T extends HasMetadata> Optional<T> find(Class<T> type, String namespace, String name) {
    return source(type).get(new ResourceID(name, namespace));
  }

  /** All classes. */
  public Stream<VectorClusterClass> classes() {
    return source(VectorClusterClass.class).list(each -> true);
  }

  /** The pods of a cluster that serve. */
  public List<Pod> pods(VectorCluster cluster) {
    return source(Pod.class)
        .list(
            cluster.getMetadata().getNamespace(),
            pod ->
                cluster
                        .getMetadata()
                        .getName()
                        .equals(pod.getMetadata().getLabels().get(Blueprint.INSTANCE))
                    && Blueprint.DATA_PLANE.equals(
                        pod.getMetadata().getLabels().get(Blueprint.COMPONENT)))
        .toList();
  }

  @SuppressWarnings("unchecked") // each source is stored under the class of what it holds
  private <T extends HasMetadata> InformerEventSource<T, VectorCluster> source(Class<T> type) {
    return (InformerEventSource<T, VectorCluster>) sources.get(type);
  }

  private static <T extends HasMetadata> InformerEventSource<T, VectorCluster> ofPart(
      Class<T> type, EventSourceContext<VectorCluster> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, VectorCluster.class)
            .withName(type.getSimpleName())
            .withItemStore(new LeanStore<>())
            .withLabelSelector(Marks.CLUSTER)
            .withSecondaryToPrimaryMapper(ClusterSources::clusterOf)
            .build(),
        context);
  }

  private static InformerEventSource<VectorClusterClass, VectorCluster> ofClasses(
      EventSourceContext<VectorCluster> context, Consumer<Stream<VectorCluster>> changed) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(VectorClusterClass.class, VectorCluster.class)
            .withName(VectorClusterClass.class.getSimpleName())
            .withItemStore(new LeanStore<>())
            .withPrimaryToSecondaryMapper((VectorCluster cluster) -> Set.of())
            .withSecondaryToPrimaryMapper(
                found -> {
                  changed.accept(
                      context.getPrimaryCache().list(cluster -> mayBeOf(cluster, found)));
                  return Set.of();
                })
            .build(),
        context);
  }

  private static boolean mayBeOf(VectorCluster cluster, VectorClusterClass changed) {
    String named = cluster.getSpec().classRef();
    return named.isEmpty() || named.equals(changed.getMetadata().getName());
  }

  static Set<ResourceID> clusterOf(HasMetadata part) {
    String name = part.getMetadata().getLabels().get(Blueprint.INSTANCE);
    return name == null
        ? Set.of()
        : Set.of(new ResourceID(name, part.getMetadata().getNamespace()));
  }
}
