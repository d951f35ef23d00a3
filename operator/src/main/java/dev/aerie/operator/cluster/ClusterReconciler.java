package dev.aerie.operator.cluster;

import dev.aerie.crds.Marks;
import dev.aerie.crds.Roll;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.apply.ApplyRefusedException;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.event.ClusterEvents;
import dev.aerie.operator.cluster.event.Notice;
import dev.aerie.operator.cluster.event.Transitions;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.observation.ClusterSources;
import dev.aerie.operator.cluster.observation.ForeignKinds;
import dev.aerie.operator.cluster.observation.LostNodes;
import dev.aerie.operator.cluster.observation.NamedSecrets;
import dev.aerie.operator.cluster.observation.Observation;
import dev.aerie.operator.cluster.observation.PodCallsClient;
import dev.aerie.operator.cluster.observation.PodHealthClient;
import dev.aerie.operator.cluster.observation.PodHttp;
import dev.aerie.operator.cluster.observation.PodLoadClient;
import dev.aerie.operator.cluster.roll.ClassNews;
import dev.aerie.operator.cluster.roll.Fleet;
import dev.aerie.operator.cluster.status.Problem;
import dev.aerie.operator.cluster.status.StatusFactory;
import dev.aerie.operator.cluster.status.StatusWriter;
import dev.aerie.operator.metric.FleetMetrics;
import dev.aerie.operator.pass.Passes;
import dev.aerie.operator.schedule.InvalidScheduleException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Makes each VectorCluster what its spec says, and writes what it is into its status. */
@ControllerConfiguration(
    name = ClusterReconciler.NAME,
    finalizerName = Marks.FINALIZER,
    fieldManager = ServerSideApply.FIELD_MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
public final class ClusterReconciler implements Reconciler<VectorCluster>, Cleaner<VectorCluster> {

  /** The controller's name. */
  public static final String NAME = "vectorcluster";

  private final KubernetesClient client;
  private final PodHealthClient health;
  private final Clock clock;
  private final int mostChanging;
  private final Passes passes;
  private final Scaler scaler;
  private final StatusFactory statuses;
  private final StatusWriter writer;
  private final ClusterEvents events;
  private final FleetMetrics metrics;
  private final PodCallsClient calls;
  private Sleeper sleeper;
  private Parts parts;
  private Attacher attacher;
  private Delegation delegation;
  private Fleet fleet;
  private Roller roller;
  private Cleanup cleanup;
  private Bootstrapper bootstrapper;

  /**
   * @param client reads and writes in the operator's name
   * @param clock tells when maintenance windows open
   * @param statuses makes statuses
   * @param events tells people
   * @param metrics counts clusters
   * @param mostChanging clusters that may change at once
   * @param passes the line in which passes over clusters wait
   */
  public ClusterReconciler(
      KubernetesClient client,
      Clock clock,
      StatusFactory statuses,
      ClusterEvents events,
      FleetMetrics metrics,
      int mostChanging,
      Passes passes) {
    this.client = client;
    PodHttp http = new PodHttp();
    this.health = new PodHealthClient(http);
    this.clock = clock;
    this.mostChanging = mostChanging;
    this.passes = passes;
    this.calls = new PodCallsClient(http);
    this.scaler = new Scaler(clock, new PodLoadClient(http));
    this.statuses = statuses;
    this.events = events;
    this.metrics = metrics;
    this.writer = new StatusWriter(client);
  }

  @Override
  public List<EventSource<?, VectorCluster>> prepareEventSources(
      EventSourceContext<VectorCluster> context) {
    var turns = new SimpleInboundEventSource<VectorCluster>("turns");
    ClassNews news = new ClassNews(passes, turns::propagateEvent);
    ClusterSources sources = ClusterSources.in(context, news::changed);
    ServerSideApply apply = new ServerSideApply(client);
    parts =
        new Parts(
            client,
            sources,
            new NamedSecrets(client, sources, clock),
            apply,
            health,
            new LostNodes(client, clock));
    sleeper = new Sleeper(clock, calls, sources);
    fleet =
        new Fleet(
            mostChanging,
            () -> context.getPrimaryCache().list(),
            turns::propagateEvent,
            news::heldUp);
    roller = new Roller(client, clock, health, fleet, metrics);
    ForeignKinds foreign = new ForeignKinds(client);
    attacher = new Attacher(client, clock, foreign, apply);
    delegation = new Delegation(client, parts, foreign, attacher, statuses);
    cleanup = new Cleanup(clock, client, sources, apply, delegation, events);
    bootstrapper = new Bootstrapper(client, sources, apply);
    return Stream.concat(sources.eventSources().stream(), Stream.of(turns)).toList();
  }

  @Override
  public UpdateControl<VectorCluster> reconcile(
      VectorCluster seen, Context<VectorCluster> context) {
    VectorCluster cluster = writer.newest(seen);
    VectorClusterStatus before = writer.last(cluster);
    VectorClusterStatus status =
        switch (cluster.getSpec().engine()) {
          case AERIE -> carryOut(cluster, before, context.eventSourceRetriever());
          case MILVUS -> delegation.advance(cluster, before, context.eventSourceRetriever());
        };
    if (publish(cluster, before, status)) {
      return UpdateControl.<VectorCluster>noUpdate().rescheduleAfter(Duration.ZERO);
    }
    return NextLook.at(cluster, before, status)
        .map(delay -> UpdateControl.<VectorCluster>noUpdate().rescheduleAfter(delay))
        .orElseGet(UpdateControl::noUpdate);
  }

  @Override
  public DeleteControl cleanup(VectorCluster cluster, Context<VectorCluster> context) {
    Progress progress = cleanup.advance(cluster);
    if (progress.done()) {
      writer.forget(cluster);
      metrics.forget(cluster);
      fleet.forget(cluster);
      scaler.forget(cluster);
      sleeper.forget(cluster);
      return DeleteControl.defaultDelete();
    }
    VectorClusterStatus before = writer.last(cluster);
    publish(
        cluster,
        before,
        statuses.status(cluster, before, parts.observe(cluster), Roll.NONE, progress.problem()));
    // A Milvus may have gone before its kind was watched.
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(NextLook.SOON);
  }

  private VectorClusterStatus carryOut(
      VectorCluster cluster,
      VectorClusterStatus before,
      EventSourceRetriever<VectorCluster> watches) {
    Observation seen = parts.observe(cluster);
    try {
      cluster.setStatus(before);
      VectorClusterStatus scaled =
          before
              .with(scaler.advance(cluster, before, seen.pods()))
              .with(sleeper.advance(cluster, before, seen.pods()));
      cluster.setStatus(scaled);
      return carryOutScaled(cluster, scaled, seen, watches);
    } catch (ApplyRefusedException e) {
      return held(cluster, before, Problem.refused(e.getMessage()));
    } catch (InvalidScheduleException e) {
      return held(cluster, before, Problem.schedule(e.getMessage()));
    }
  }

  private VectorClusterStatus carryOutScaled(
      VectorCluster cluster,
      VectorClusterStatus scaled,
      Observation seen,
      EventSourceRetriever<VectorCluster> watches) {
    Optional<Blueprint> blueprint = parts.blueprint(cluster);
    if (blueprint.isEmpty()) {
      return held(cluster, scaled, Problem.unknownClass(cluster.getSpec().classRef()));
    }
    if (Roller.isPaused(cluster)) {
      Roll held = roller.advance(cluster, scaled, seen);
      return statuses.status(cluster, scaled, seen, held, Optional.empty());
    }
    boolean fills = Bootstrapper.isDue(cluster, scaled, seen);
    if (fills) {
      Progress restore = bootstrapper.advance(blueprint.get());
      if (!restore.done()) {
        return statuses.status(cluster, scaled, seen, Roll.RESTORING, restore.problem());
      }
    }
    Attacher.Outcome attached = attacher.advance(blueprint.get(), seen.service(), watches);
    Observation observation = parts.apply(blueprint.get(), seen);
    if (fills && Bootstrapper.isNews(scaled)) {
      events.tell(cluster, Notice.normal("Restored", "The storage is filled; pods start."));
    }
    Roll roll = roller.advance(cluster, scaled, observation);
    Optional<Problem> obstacle =
        attached.problem().or(() -> parts.quotaExceeded(blueprint.get(), observation));
    return attached.tell(cluster, statuses.status(cluster, scaled, observation, roll, obstacle));
  }

  private VectorClusterStatus held(
      VectorCluster cluster, VectorClusterStatus before, Problem problem) {
    return statuses.status(
        cluster, before, parts.observe(cluster), before.roll(), Optional.of(problem));
  }

  /** Writes a status and tells what has turned; returns whether the spec has changed meanwhile. */
  private boolean publish(
      VectorCluster cluster, VectorClusterStatus before, VectorClusterStatus status) {
    boolean outdated = writer.write(cluster, before, status);
    metrics.observe(cluster, status);
    fleet.observe(cluster, status);
    List<Notice> notices = Transitions.between(before, status);
    notices.forEach(notice -> events.tell(cluster, notice));
    return outdated;
  }
}
