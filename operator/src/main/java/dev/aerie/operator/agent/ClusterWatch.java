package dev.aerie.operator.agent;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.agent.protocol.ClusterEventRecord;
import dev.aerie.operator.agent.protocol.ClusterReport;
import dev.aerie.operator.agent.protocol.ErasureReport;
import dev.aerie.operator.cache.LeanStore;
import dev.aerie.operator.cluster.event.Notice;
import dev.aerie.operator.cluster.event.Transitions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Sees what the region's clusters are. Safe for concurrent use. */
final class ClusterWatch implements AutoCloseable, ResourceEventHandler<VectorCluster> {

  private final UsageMeter meter;
  private final Telemetry telemetry;
  private final Clock clock;
  private final Runnable changed;
  private final Consumer<String> removed;
  private final SharedIndexInformer<VectorCluster> informer;

  /**
   * @param client watches
   * @param meter told of compute
   * @param telemetry told of turns in clusters' lives
   * @param clock when they happened
   * @param changed called when any cluster is not what it was
   * @param removed called with a cluster's id when its VectorCluster is no more
   */
  ClusterWatch(
      KubernetesClient client,
      UsageMeter meter,
      Telemetry telemetry,
      Clock clock,
      Runnable changed,
      Consumer<String> removed) {
    this.meter = meter;
    this.telemetry = telemetry;
    this.clock = clock;
    this.changed = changed;
    this.removed = removed;
    this.informer =
        client
            .resources(VectorCluster.class)
            .inAnyNamespace()
            .withLabel(Marks.CLUSTER)
            .runnableInformer(0)
            .itemStore(new LeanStore<>());
  }

  void start() {
    informer.addEventHandler(this);
    informer.run();
    meter.keepLeft(informer.getStore().list().stream().map(ClusterWatch::id).toList());
  }

  List<ClusterReport> reports() {
    return informer.getStore().list().stream()
        .filter(cluster -> !Erasures.isErasing(cluster))
        .map(ClusterWatch::report)
        .toList();
  }

  /** What hinders the erasure of clusters. */
  List<ErasureReport> hindrances() {
    return informer.getStore().list().stream()
        .filter(Erasures::isErasing)
        .flatMap(cluster -> Erasures.hindrance(id(cluster), status(cluster)).stream())
        .toList();
  }

  @Override
  public void onAdd(VectorCluster cluster) {
    meter.observe(id(cluster), cluster.compute().units(), status(cluster).readyReplicas());
    changed.run();
  }

  @Override
  public void onUpdate(VectorCluster before, VectorCluster cluster) {
    for (Notice notice : Transitions.between(status(before), status(cluster))) {
      telemetry.add(event(cluster, notice));
    }
    onAdd(cluster);
  }

  private ClusterEventRecord event(VectorCluster cluster, Notice notice) {
    String version =
        cluster.getMetadata().getUid()
            + cluster.getMetadata().getResourceVersion()
            + notice.reason();
    return new ClusterEventRecord(
        UUID.nameUUIDFromBytes(version.getBytes(StandardCharsets.UTF_8)).toString(),
        id(cluster),
        clock.instant(),
        notice.kind().name(),
        notice.reason(),
        notice.note());
  }

  @Override
  public void onDelete(VectorCluster cluster, boolean unknownFinalState) {
    meter.observe(id(cluster), cluster.compute().units(), 0);
    removed.accept(id(cluster));
    changed.run();
  }

  @Override
  public void close() {
    informer.close();
  }

  private static ClusterReport report(VectorCluster cluster) {
    VectorClusterStatus status = status(cluster);
    Said said = Said.by(status);
    return new ClusterReport(
        id(cluster),
        status.controlPlaneGeneration(),
        status.phase().text(),
        said.reason(),
        said.message(),
        status.endpoint(),
        status.readyReplicas(),
        status.version(),
        false);
  }

  private static VectorClusterStatus status(VectorCluster cluster) {
    return cluster.getStatus() == null ? VectorClusterStatus.UNKNOWN : cluster.getStatus();
  }

  private static String id(VectorCluster cluster) {
    return cluster.getMetadata().getLabels().get(Marks.CLUSTER);
  }
}
