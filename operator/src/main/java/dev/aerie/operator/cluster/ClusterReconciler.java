package dev.aerie.operator.cluster;

import dev.aerie.crds.Marks;
import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
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
import dev.aerie.operator.metric.FleetMetrics;
import dev.aerie.operator.schedule.InvalidScheduleException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
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

  private static final Duration LOOK_FOR_OPENING = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final Roller roller;
  private final StatusFactory statuses;
  private final StatusWriter writer;
  private final ClusterEvents events;
  private final FleetMetrics fleet;
  private Parts parts;
  private Cleanup cleanup;

  /**
   * @param client reads and writes in the operator's name
   * @param clock tells when maintenance windows open
   * @param statuses makes statuses
   * @param events tells people
   * @param fleet counts clusters
   */
  public ClusterReconciler(
      KubernetesClient client,
      Clock clock,
      StatusFactory statuses,
      ClusterEvents events,
      FleetMetrics fleet) {
    this.client = client;
    this.roller = new Roller(client, clock, fleet);
    this.statuses = statuses;
    this.events = events;
    this.fleet = fleet;
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
    return lookAgain(status)
        .map(delay -> UpdateControl.<VectorCluster>noUpdate().rescheduleAfter(delay))
        .orElseGet(UpdateControl::noUpdate);
  }

  @Override
  public DeleteControl cleanup(VectorCluster cluster, Context<VectorCluster> context) {
    Cleanup.Progress progress = cleanup.advance(cluster);
    if (progress.done()) {
      writer.forget(cluster);
      fleet.forget(cluster);
      return DeleteControl.defaultDelete();
    }
    publish(cluster, status(cluster, parts.observe(cluster), Roll.NONE, progress.problem()));
    return DeleteControl.noFinalizerRemoval();
  }

  /** When to look at a cluster again though no event may come. */
  private static Optional<Duration> lookAgain(VectorClusterStatus status) {
    if (status.roll().state() == RollState.OUTSIDE_WINDOW) {
      return Optional.of(LOOK_FOR_OPENING);
    }
    return switch (status.phase()) {
      case READY, SUSPENDED -> Optional.empty();
      case PENDING, PROVISIONING, DEGRADED, UPDATING, SUSPENDING, RESUMING, DELETING ->
          Optional.of(LOOK_AGAIN);
    };
  }

  private VectorClusterStatus carryOut(VectorCluster cluster) {
    Optional<Blueprint> blueprint = parts.blueprint(cluster);
    if (blueprint.isEmpty()) {
      return held(cluster, Problem.unknownClass(cluster.getSpec().classRef()));
    }
    try {
      Observation observation =
          Roller.isPaused(cluster) ? parts.observe(cluster) : parts.apply(blueprint.get());
      Roll roll = roller.advance(cluster, writer.last(cluster), observation);
      return status(cluster, observation, roll, Optional.empty());
    } catch (ApplyRefusedException e) {
      return held(cluster, Problem.refused(e.getMessage()));
    } catch (InvalidScheduleException e) {
      return held(cluster, Problem.schedule(e.getMessage()));
    }
  }

  private VectorClusterStatus held(VectorCluster cluster, Problem problem) {
    return status(
        cluster, parts.observe(cluster), writer.last(cluster).roll(), Optional.of(problem));
  }

  private VectorClusterStatus status(
      VectorCluster cluster, Observation observation, Roll roll, Optional<Problem> known) {
    return statuses.status(cluster, writer.last(cluster), observation, roll, known);
  }

  /** Writes a status and tells what has turned; returns whether the spec has changed meanwhile. */
  private boolean publish(VectorCluster cluster, VectorClusterStatus status) {
    List<Notice> notices = Transitions.between(writer.last(cluster), status);
    boolean outdated = writer.write(cluster, status);
    fleet.observe(cluster, status);
    notices.forEach(notice -> events.tell(cluster, notice));
    return outdated;
  }
}
