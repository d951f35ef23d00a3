package dev.aerie.operator.cluster;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.apply.ApplyRefusedException;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.event.ClusterEvents;
import dev.aerie.operator.cluster.event.Notice;
import dev.aerie.operator.cluster.event.Transitions;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.observation.ClusterSources;
import dev.aerie.operator.cluster.observation.Observation;
import dev.aerie.operator.cluster.status.Problem;
import dev.aerie.operator.cluster.status.StatusFactory;
import dev.aerie.operator.cluster.status.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes each VectorCluster what its spec says, and writes what it is into its status. */
@ControllerConfiguration(
    name = ClusterReconciler.NAME,
    finalizerName = Marks.FINALIZER,
    fieldManager = ServerSideApply.FIELD_MANAGER)
public final class ClusterReconciler implements Reconciler<VectorCluster>, Cleaner<VectorCluster> {

  /** The controller's name. */
  public static final String NAME = "vectorcluster";

  /**
   * No event comes when a pod has waited for too long, or when people make a Secret of their own.
   */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final StatusFactory statuses;
  private final StatusWriter writer;
  private final ClusterEvents events;
  private Parts parts;
  private Cleanup cleanup;

  /**
   * @param client reads and writes in the operator's name
   * @param statuses makes statuses
   * @param events tells people
   */
  public ClusterReconciler(KubernetesClient client, StatusFactory statuses, ClusterEvents events) {
    this.client = client;
    this.statuses = statuses;
    this.events = events;
    this.writer = new StatusWriter(client);
  }

  @Override
  public List<EventSource<?, VectorCluster>> prepareEventSources(
      EventSourceContext<VectorCluster> context) {
    ClusterSources sources = ClusterSources.in(context);
    ServerSideApply apply = new ServerSideApply(client);
    parts = new Parts(client, sources, apply);
    cleanup = new Cleanup(client, sources, apply);
    return sources.eventSources();
  }

  @Override
  public UpdateControl<VectorCluster> reconcile(
      VectorCluster cluster, Context<VectorCluster> context) {
    VectorClusterStatus status = carryOut(cluster);
    if (publish(cluster, status)) {
      return UpdateControl.<VectorCluster>noUpdate().rescheduleAfter(Duration.ZERO);
    }
    return switch (status.phase()) {
      case READY, SUSPENDED -> UpdateControl.noUpdate();
      case PENDING, PROVISIONING, DEGRADED, UPDATING, SUSPENDING, RESUMING, DELETING ->
          UpdateControl.<VectorCluster>noUpdate().rescheduleAfter(LOOK_AGAIN);
    };
  }

  @Override
  public DeleteControl cleanup(VectorCluster cluster, Context<VectorCluster> context) {
    Cleanup.Progress progress = cleanup.advance(cluster);
    if (progress.done()) {
      writer.forget(cluster);
      return DeleteControl.defaultDelete();
    }
    publish(cluster, status(cluster, parts.observe(cluster), progress.problem()));
    return DeleteControl.noFinalizerRemoval();
  }

  private VectorClusterStatus carryOut(VectorCluster cluster) {
    Optional<Blueprint> blueprint = parts.blueprint(cluster);
    if (blueprint.isEmpty()) {
      return status(
          cluster,
          parts.observe(cluster),
          Optional.of(Problem.unknownClass(cluster.getSpec().classRef())));
    }
    try {
      return status(cluster, parts.apply(blueprint.get()), Optional.empty());
    } catch (ApplyRefusedException e) {
      return status(cluster, parts.observe(cluster), Optional.of(Problem.refused(e.getMessage())));
    }
  }

  private VectorClusterStatus status(
      VectorCluster cluster, Observation observation, Optional<Problem> known) {
    return statuses.status(cluster, writer.last(cluster), observation, known);
  }

  /** Writes a status and tells what has turned; returns whether the spec has changed meanwhile. */
  private boolean publish(VectorCluster cluster, VectorClusterStatus status) {
    List<Notice> notices = Transitions.between(writer.last(cluster), status);
    boolean outdated = writer.write(cluster, status);
    notices.forEach(notice -> events.tell(cluster, notice));
    return outdated;
  }
}
