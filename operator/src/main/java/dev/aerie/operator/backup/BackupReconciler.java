package dev.aerie.operator.backup;

import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.Engine;
import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupStatus;
import dev.aerie.crds.Verification;
import dev.aerie.operator.cluster.apply.ApplyRefusedException;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.event.ClusterEvents;
import dev.aerie.operator.cluster.model.BackupJob;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.observation.Blueprints;
import dev.aerie.operator.cluster.observation.JobOutput;
import dev.aerie.operator.cluster.observation.JobState;
import dev.aerie.operator.cluster.status.Problem;
import dev.aerie.operator.cluster.status.StatusPatch;
import dev.aerie.operator.metric.BackupMetrics;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes each VectorBackup by a Job, tries it by another if asked to, and removes it by a third. */
@ControllerConfiguration(
    name = BackupReconciler.NAME,
    finalizerName = Marks.FINALIZER,
    fieldManager = ServerSideApply.FIELD_MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
public final class BackupReconciler implements Reconciler<VectorBackup>, Cleaner<VectorBackup> {

  /** The controller's name. */
  public static final String NAME = "vectorbackup";

  private final Blueprints blueprints;
  private final Clock clock;
  private final ServerSideApply apply;
  private final JobOutput output;
  private final BackupStatuses statuses;
  private final ClusterEvents events;
  private final BackupMetrics metrics;
  private BackupSources sources;
  private BackupCleanup cleanup;

  /**
   * @param client reads and writes in the operator's name
   * @param clock tells when things turned
   * @param events tells people
   * @param metrics counts what fails
   */
  public BackupReconciler(
      KubernetesClient client, Clock clock, ClusterEvents events, BackupMetrics metrics) {
    this.blueprints = new Blueprints(client);
    this.clock = clock;
    this.apply = new ServerSideApply(client);
    this.output = new JobOutput(client);
    this.statuses = new BackupStatuses(clock);
    this.events = events;
    this.metrics = metrics;
  }

  @Override
  public List<EventSource<?, VectorBackup>> prepareEventSources(
      EventSourceContext<VectorBackup> context) {
    sources = BackupSources.in(context);
    cleanup = new BackupCleanup(blueprints, clock, apply, output, events, sources);
    return sources.eventSources();
  }

  @Override
  public UpdateControl<VectorBackup> reconcile(VectorBackup backup, Context<VectorBackup> context) {
    VectorBackupStatus before = backup.lastStatus();
    VectorBackupStatus now = advance(backup, before);
    UpdateControl<VectorBackup> control =
        now.equals(before) ? UpdateControl.noUpdate() : publish(backup, before, now);
    if (now.phase().isSettled()) {
      sources.endTurn(backup);
      return control;
    }
    boolean drillIsDue =
        now.phase() == BackupPhase.VERIFYING && before.phase() != BackupPhase.VERIFYING;
    return drillIsDue
        ? control.reschedule()
        : control.rescheduleAfter(Patience.of(now.conditions()));
  }

  @Override
  public DeleteControl cleanup(VectorBackup backup, Context<VectorBackup> context) {
    return cleanup
        .advance(backup)
        .map(delay -> DeleteControl.noFinalizerRemoval().rescheduleAfter(delay))
        .orElseGet(DeleteControl::defaultDelete);
  }

  private VectorBackupStatus advance(VectorBackup backup, VectorBackupStatus before) {
    boolean made = !before.location().isEmpty();
    if (made && (before.drill().isPresent() || !backup.getSpec().verify())) {
      return statuses.made(backup, before);
    }
    Optional<Blueprint> blueprint = blueprint(backup);
    if (blueprint.isEmpty()) {
      return statuses.waiting(backup, clusterMissing(backup));
    }
    if (!made && blueprint.get().spec().engine() == Engine.MILVUS) {
      return statuses.unmade(backup, BackupPhase.FAILED, engineUnsupported(backup));
    }
    Optional<Problem> queue = queue(backup, made ? BackupJob.VERIFY : BackupJob.TAKE);
    if (queue.isPresent()) {
      return made ? before : statuses.waiting(backup, queue.get());
    }
    try {
      return made ? tried(backup, before, blueprint.get()) : taken(backup, blueprint.get());
    } catch (ApplyRefusedException e) {
      return statuses.waiting(backup, Problem.refused(e.getMessage()));
    }
  }

  /** Why it must wait, if it must. */
  private Optional<Problem> queue(VectorBackup backup, BackupJob next) {
    if (sources.hasEarlier(next, backup)) {
      return Optional.of(
          new Problem("Queued", "A Job of an earlier backup of this name has to go first."));
    }
    return sources.takesTurn(backup)
        ? Optional.empty()
        : Optional.of(new Problem("Queued", "Another backup of the cluster is under way."));
  }

  private static Problem clusterMissing(VectorBackup backup) {
    return new Problem(
        Patience.CLUSTER_MISSING,
        "VectorCluster %s or its class is not there: make it, or delete this backup."
            .formatted(backup.getSpec().clusterRef()));
  }

  private static Problem engineUnsupported(VectorBackup backup) {
    return new Problem(
        "EngineUnsupported",
        "VectorCluster %s is of engine milvus, which has no backups here: use the tool milvus-backup."
            .formatted(backup.getSpec().clusterRef()));
  }

  private VectorBackupStatus taken(VectorBackup backup, Blueprint blueprint) {
    Job job = job(BackupJob.TAKE, backup, blueprint);
    return switch (JobState.of(job)) {
      case RUNNING -> running(backup);
      case FAILED -> failed(backup, job);
      case COMPLETE ->
          output
              .outcome(job)
              .map(line -> taken(backup, blueprint, job, line))
              .orElseGet(() -> again(backup, job, running(backup)));
    };
  }

  private VectorBackupStatus taken(VectorBackup backup, Blueprint blueprint, Job job, String line) {
    return Outcome.made(line, BackupJob.location(backup, blueprint))
        .map(status -> statuses.made(backup, status))
        .orElseGet(() -> failed(backup, job));
  }

  private VectorBackupStatus running(VectorBackup backup) {
    return statuses.unmade(
        backup, BackupPhase.RUNNING, new Problem("Running", "Its Job is under way."));
  }

  private VectorBackupStatus failed(VectorBackup backup, Job job) {
    return statuses.unmade(
        backup,
        BackupPhase.FAILED,
        new Problem(
            "BackupFailed",
            "It could not be made: %s See the logs of Job %s and make another."
                .formatted(output.lastLine(job), job.getMetadata().getName())));
  }

  private VectorBackupStatus tried(
      VectorBackup backup, VectorBackupStatus before, Blueprint blueprint) {
    Job job = job(BackupJob.VERIFY, backup, blueprint);
    VectorBackupStatus untried = statuses.made(backup, before);
    return switch (JobState.of(job)) {
      case RUNNING -> untried;
      case FAILED -> tried(backup, before, output.lastLine(job));
      case COMPLETE ->
          output
              .outcome(job)
              .map(line -> tried(backup, before, line))
              .orElseGet(() -> again(backup, job, untried));
    };
  }

  private VectorBackupStatus tried(VectorBackup backup, VectorBackupStatus before, String line) {
    Verification outcome =
        Outcome.tried(line, clock.instant())
            .orElseGet(
                () ->
                    new Verification(clock.instant().toString(), false, 0, 0L, "", List.of(line)));
    return statuses.made(backup, before.with(outcome));
  }

  /** Nobody can tell what the Job has done: it does so again, and what is done stays as it is. */
  private VectorBackupStatus again(VectorBackup backup, Job job, VectorBackupStatus meanwhile) {
    if (backup.lastStatus().phase() == BackupPhase.FAILED) {
      return backup.lastStatus();
    }
    output.discard(job);
    return meanwhile;
  }

  /** A Job that is there is left alone: its pod template cannot change. */
  private Job job(BackupJob which, VectorBackup backup, Blueprint blueprint) {
    return sources
        .find(which, backup)
        .orElseGet(() -> apply.apply(which.of(backup, blueprint), Optional.empty()));
  }

  private Optional<Blueprint> blueprint(VectorBackup backup) {
    return blueprints.find(backup.getMetadata().getNamespace(), backup.getSpec().clusterRef());
  }

  private UpdateControl<VectorBackup> publish(
      VectorBackup backup, VectorBackupStatus before, VectorBackupStatus now) {
    BackupNotices.between(before, now).forEach(notice -> events.tell(backup, notice));
    if (now.phase() == BackupPhase.FAILED && before.phase() != BackupPhase.FAILED) {
      metrics.failed();
    }
    if (before.drill().isEmpty() && now.drill().filter(drill -> !drill.passed()).isPresent()) {
      metrics.drillFailed();
    }
    VectorBackup patch = StatusPatch.of(backup, new VectorBackup());
    patch.setStatus(now);
    return UpdateControl.patchStatus(patch);
  }
}
