package dev.aerie.operator.backup.restore;

import dev.aerie.crds.RestorePhase;
import dev.aerie.crds.VectorRestore;
import dev.aerie.crds.VectorRestoreStatus;
import dev.aerie.operator.backup.Patience;
import dev.aerie.operator.cluster.apply.ApplyRefusedException;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.event.ClusterEvents;
import dev.aerie.operator.cluster.event.Notice;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.CollectionsJob;
import dev.aerie.operator.cluster.observation.Blueprints;
import dev.aerie.operator.cluster.observation.JobOutput;
import dev.aerie.operator.cluster.observation.JobState;
import dev.aerie.operator.cluster.status.DatedConditions;
import dev.aerie.operator.cluster.status.Problem;
import dev.aerie.operator.cluster.status.StatusPatch;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Has each VectorRestore done once, by a Job that asks the pod that writes. What was refused is
 * asked for again when its Job is deleted; what is restored is never touched again.
 */
@ControllerConfiguration(
    name = RestoreReconciler.NAME,
    fieldManager = ServerSideApply.FIELD_MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
public final class RestoreReconciler implements Reconciler<VectorRestore> {

  /** The controller's name. */
  public static final String NAME = "vectorrestore";

  private static final Problem EARLIER =
      new Problem("Queued", "The Job of an earlier restore of this name has to go first.");

  private final Blueprints blueprints;
  private final ServerSideApply apply;
  private final JobOutput output;
  private final DatedConditions conditions;
  private final ClusterEvents events;
  private RestoreSources sources;

  /**
   * @param client reads and writes in the operator's name
   * @param clock tells when conditions turn
   * @param events tells people
   */
  public RestoreReconciler(KubernetesClient client, Clock clock, ClusterEvents events) {
    this.blueprints = new Blueprints(client);
    this.apply = new ServerSideApply(client);
    this.output = new JobOutput(client);
    this.conditions = new DatedConditions(clock);
    this.events = events;
  }

  @Override
  public List<EventSource<?, VectorRestore>> prepareEventSources(
      EventSourceContext<VectorRestore> context) {
    sources = RestoreSources.in(context);
    return sources.eventSources();
  }

  @Override
  public UpdateControl<VectorRestore> reconcile(
      VectorRestore restore, Context<VectorRestore> context) {
    VectorRestoreStatus before = restore.lastStatus();
    if (before.phase() == RestorePhase.RESTORED) {
      return UpdateControl.noUpdate();
    }
    VectorRestoreStatus now = advance(restore);
    UpdateControl<VectorRestore> control =
        now.equals(before) ? UpdateControl.noUpdate() : publish(restore, before, now);
    return now.phase().isSettled()
        ? control
        : control.rescheduleAfter(Patience.of(now.conditions()));
  }

  private VectorRestoreStatus advance(VectorRestore restore) {
    Optional<Job> begun = sources.job(restore);
    if (begun.isPresent()) {
      return progress(restore, begun.get());
    }
    if (sources.hasEarlier(restore)) {
      return said(restore, restore.lastStatus().clusterRef(), RestorePhase.PENDING, EARLIER);
    }
    return sources
        .backup(restore)
        .map(backup -> begin(restore, backup.getSpec().clusterRef()))
        .orElseGet(
            () ->
                said(
                    restore,
                    restore.lastStatus().clusterRef(),
                    RestorePhase.PENDING,
                    backupMissing(restore)));
  }

  private VectorRestoreStatus begin(VectorRestore restore, String cluster) {
    Optional<Blueprint> blueprint = blueprints.find(restore.getMetadata().getNamespace(), cluster);
    if (blueprint.isEmpty()) {
      return said(restore, cluster, RestorePhase.PENDING, clusterMissing(cluster));
    }
    try {
      return progress(
          restore, apply.apply(CollectionsJob.of(restore, blueprint.get()), Optional.empty()));
    } catch (ApplyRefusedException e) {
      return said(restore, cluster, RestorePhase.PENDING, Problem.refused(e.getMessage()));
    }
  }

  private VectorRestoreStatus progress(VectorRestore restore, Job job) {
    return switch (JobState.of(job)) {
      case RUNNING -> running(restore, job);
      case FAILED -> unmade(restore, job, new Problem("RestoreFailed", output.lastLine(job)));
      case COMPLETE ->
          output
              .outcome(job)
              .map(line -> ended(restore, job, line))
              .orElseGet(() -> again(restore, job));
    };
  }

  private VectorRestoreStatus running(VectorRestore restore, Job job) {
    return said(
        restore,
        clusterOf(job),
        RestorePhase.RUNNING,
        new Problem("Running", "Objects are copied; no collection is there yet."));
  }

  /** Nobody can tell what the Job has done: it does so again, and what is done stays as it is. */
  private VectorRestoreStatus again(VectorRestore restore, Job job) {
    if (restore.lastStatus().phase().isSettled()) {
      return restore.lastStatus();
    }
    output.discard(job);
    return running(restore, job);
  }

  private VectorRestoreStatus ended(VectorRestore restore, Job job, String line) {
    Optional<Outcome> outcome = Outcome.of(line);
    if (outcome.isEmpty()) {
      return unmade(restore, job, new Problem("RestoreFailed", line));
    }
    return outcome
        .get()
        .refused()
        .map(why -> unmade(restore, job, why))
        .orElseGet(() -> restored(restore, clusterOf(job), outcome.get()));
  }

  private static String clusterOf(Job job) {
    return job.getMetadata().getLabels().get(Blueprint.INSTANCE);
  }

  private VectorRestoreStatus restored(VectorRestore restore, String cluster, Outcome outcome) {
    Problem said =
        new Problem(
            "Restored",
            "%d collections with %d rows are there."
                .formatted(outcome.collections(), outcome.rows()));
    return new VectorRestoreStatus(
        RestorePhase.RESTORED,
        cluster,
        outcome.timestamp(),
        outcome.collections(),
        outcome.rows(),
        List.of(ready(restore, true, said)));
  }

  private VectorRestoreStatus unmade(VectorRestore restore, Job job, Problem why) {
    return said(
        restore,
        clusterOf(job),
        RestorePhase.FAILED,
        new Problem(
            why.reason(),
            "Nothing was restored: %s. Create another VectorRestore, or delete Job %s to try this one again."
                .formatted(why.message(), job.getMetadata().getName())));
  }

  private static Problem backupMissing(VectorRestore restore) {
    return new Problem(
        "BackupMissing",
        "VectorBackup %s is not there or not made yet: the restore waits for it."
            .formatted(restore.getSpec().backupRef()));
  }

  private static Problem clusterMissing(String cluster) {
    return new Problem(
        Patience.CLUSTER_MISSING,
        "VectorCluster %s or its class is not there: make it, or restore into a new one by spec.bootstrap.fromBackup."
            .formatted(cluster));
  }

  private VectorRestoreStatus said(
      VectorRestore restore, String cluster, RestorePhase phase, Problem why) {
    return restore.lastStatus().with(phase, cluster, List.of(ready(restore, false, why)));
  }

  private Condition ready(VectorRestore restore, boolean holds, Problem said) {
    return conditions.condition(
        "Ready",
        holds,
        said,
        restore.getMetadata().getGeneration(),
        restore.lastStatus().conditions());
  }

  private UpdateControl<VectorRestore> publish(
      VectorRestore restore, VectorRestoreStatus before, VectorRestoreStatus now) {
    Condition said = now.conditions().getFirst();
    if (before.conditions().stream().noneMatch(c -> c.getReason().equals(said.getReason()))) {
      events.tell(
          restore,
          now.phase() == RestorePhase.FAILED
              ? Notice.warning(said.getReason(), said.getMessage())
              : Notice.normal(said.getReason(), said.getMessage()));
    }
    VectorRestore patch = StatusPatch.of(restore, new VectorRestore());
    patch.setStatus(now);
    return UpdateControl.patchStatus(patch);
  }
}
