package dev.aerie.operator.cluster;

import static java.util.stream.Collectors.toMap;

import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.model.Activator;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.ClusterModel;
import dev.aerie.operator.cluster.model.Names;
import dev.aerie.operator.cluster.observation.ClusterClasses;
import dev.aerie.operator.cluster.observation.ClusterSources;
import dev.aerie.operator.cluster.observation.LostNodes;
import dev.aerie.operator.cluster.observation.NamedSecrets;
import dev.aerie.operator.cluster.observation.Observation;
import dev.aerie.operator.cluster.observation.PodHealth;
import dev.aerie.operator.cluster.observation.PodHealthClient;
import dev.aerie.operator.cluster.observation.Pods;
import dev.aerie.operator.cluster.observation.Quotas;
import dev.aerie.operator.cluster.status.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects a cluster is made of: what they should be and what they are. */
final class Parts {

  private final KubernetesClient client;
  private final ClusterSources sources;
  private final NamedSecrets secrets;
  private final ServerSideApply apply;
  private final PodHealthClient health;
  private final LostNodes lostNodes;

  Parts(
      KubernetesClient client,
      ClusterSources sources,
      NamedSecrets secrets,
      ServerSideApply apply,
      PodHealthClient health,
      LostNodes lostNodes) {
    this.client = client;
    this.sources = sources;
    this.secrets = secrets;
    this.apply = apply;
    this.health = health;
    this.lostNodes = lostNodes;
  }

  /** What decides of the objects; nothing while the cluster's class is unknown. */
  Optional<Blueprint> blueprint(VectorCluster cluster) {
    Optional<Quantity> claim =
        find(StatefulSet.class, cluster)
            .flatMap(set -> set.getSpec().getVolumeClaimTemplates().stream().findFirst())
            .map(template -> template.getSpec().getResources().getRequests().get("storage"));
    return ClusterClasses.of(cluster, sources.classes())
        .map(classSpec -> new Blueprint(cluster, classSpec, claim));
  }

  /** Makes the objects what they should be and tells what they are after that. */
  Observation apply(Blueprint blueprint, Observation before) {
    VectorCluster cluster = blueprint.cluster();
    Optional<StatefulSet> set = Optional.empty();
    Optional<Service> service = before.service();
    applyActivator(blueprint, before);
    for (HasMetadata wanted : ClusterModel.objects(blueprint)) {
      HasMetadata now = applyOne(wanted);
      if (now instanceof StatefulSet statefulSet) {
        set = Optional.of(statefulSet);
      } else if (now instanceof Service found && isForClients(found, cluster)) {
        service = Optional.of(found);
      }
    }
    return new Observation(
        set, service, before.pods(), before.health(), before.missingSecrets(), before.lostNodes());
  }

  /**
   * Only clusters that may sleep have one; the rest of what one left behind ends with the cluster.
   */
  private void applyActivator(Blueprint blueprint, Observation before) {
    if (blueprint.spec().idleLimit().isPresent()) {
      List<String> answering =
          Pods.serving(before.pods()).stream().map(pod -> pod.getStatus().getPodIP()).toList();
      Activator.objects(blueprint, answering).forEach(this::applyOne);
      return;
    }
    sources
        .find(
            StatefulSet.class,
            blueprint.cluster().getMetadata().getNamespace(),
            Names.activator(blueprint.name()))
        .ifPresent(left -> client.resource(left).delete());
  }

  /** Why Kubernetes makes no more pods, if it is for a quota. */
  Optional<Problem> quotaExceeded(Blueprint blueprint, Observation observation) {
    int wanted = observation.statefulSet().map(set -> set.getSpec().getReplicas()).orElse(0);
    return observation.pods().size() >= wanted
        ? Optional.empty()
        : Quotas.lacking(
                client
                    .resourceQuotas()
                    .inNamespace(blueprint.cluster().getMetadata().getNamespace())
                    .list()
                    .getItems(),
                blueprint.sizing().resources())
            .map(Problem::quotaExceeded);
  }

  /** What there is. */
  Observation observe(VectorCluster cluster) {
    List<Pod> pods = sources.pods(cluster);
    return new Observation(
        find(StatefulSet.class, cluster),
        find(Service.class, cluster),
        pods,
        health(pods),
        secrets.missing(cluster, !pods.isEmpty() && pods.stream().allMatch(Pods::isReady)),
        lostNodes.of(pods));
  }

  /** Pods that answer need not be asked why they do not. */
  private Map<String, PodHealth> health(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> Pods.isRunning(pod) && !Pods.isReady(pod))
        .collect(toMap(pod -> pod.getMetadata().getName(), health::ask));
  }

  /** Makes an object what it should be, and tells what it is after that. */
  <T extends HasMetadata> T apply(T wanted, Optional<T> actual) {
    return apply.apply(wanted, actual);
  }

  /** The same for an object of a kind that is watched for every cluster. */
  @SuppressWarnings("unchecked") // what is found has the type of what is wanted
  <T extends HasMetadata> T applyOne(T wanted) {
    Class<T> type = (Class<T>) wanted.getClass();
    return apply.apply(
        wanted,
        sources.find(type, wanted.getMetadata().getNamespace(), wanted.getMetadata().getName()));
  }

  /** The object that has the name of the cluster. */
  <T extends HasMetadata> Optional<T> find(Class<T> type, VectorCluster cluster) {
    return sources.find(
        type, cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
  }

  private static boolean isForClients(Service service, VectorCluster cluster) {
    return service.getMetadata().getName().equals(cluster.getMetadata().getName());
  }

  /** Secrets that the cluster names and nobody has made. */
  List<String> missingSecrets(VectorCluster cluster) {
    return secrets.missing(cluster, false);
  }
}
