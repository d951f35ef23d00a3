package dev.aerie.operator.backup;

import dev.aerie.crds.VectorBackup;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.event.ClusterEvents;
import dev.aerie.operator.cluster.event.Notice;
import dev.aerie.operator.cluster.model.BackupJob;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.observation.Blueprints;
import dev.aerie.operator.cluster.observation.JobOutput;
import dev.aerie.operator.cluster.observation.JobState;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The end of a backup: a Job removes what only it kept. Safe for concurrent use. */
final class BackupCleanup {

  /** How long after a Job that has failed another is tried. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final Blueprints blueprints;
  private final Clock clock;
  private final ServerSideApply apply;
  private final JobOutput output;
  private final ClusterEvents events;
  private final BackupSources sources;

  /** The last that was told of each backup, by uid, so that it is told once. */
  private final Map<String, String> told = new ConcurrentHashMap<>();

  BackupCleanup(
      Blueprints blueprints,
      Clock clock,
      ServerSideApply apply,
      JobOutput output,
      ClusterEvents events,
      BackupSources sources) {
    this.blueprints = blueprints;
    this.clock = clock;
    this.apply = apply;
    this.output = output;
    this.events = events;
    this.sources = sources;
  }

  /**
   * Does what can be done now.
   *
   * @return when to look again; empty if nothing is left to do
   */
  Optional<Duration> advance(VectorBackup backup) {
    boolean begun =
        sources.find(BackupJob.TAKE, backup).isPresent()
            || !backup.lastStatus().location().isEmpty();
    if (!begun) {
      return done(backup);
    }
    Optional<Blueprint> blueprint =
        blueprints.find(backup.getMetadata().getNamespace(), backup.getSpec().clusterRef());
    if (blueprint.isEmpty()) {
      return withoutBlueprint(backup);
    }
    Optional<Job> removal = sources.find(BackupJob.DELETE, backup);
    return removal.filter(job -> JobState.of(job) == JobState.FAILED).isPresent()
        ? Optional.of(failed(backup, removal.get()))
        : remove(backup, blueprint.get(), removal);
  }

  /** Only a storage that is nobody's any more need not be rid of what the backup kept. */
  private Optional<Duration> withoutBlueprint(VectorBackup backup) {
    String cluster = backup.getSpec().clusterRef();
    if (blueprints.hasCluster(backup.getMetadata().getNamespace(), cluster)) {
      tellOnce(
          backup,
          "",
          "ClassMissing",
          "Its objects are removed when the class of VectorCluster %s is there: make it, or name another in spec.classRef of the cluster."
              .formatted(cluster));
      return Optional.of(Patience.WITHOUT_EVENT);
    }
    tellOnce(backup, "", "ObjectsLeft", "Its cluster is gone; what it kept is left where it is.");
    return done(backup);
  }

  private Optional<Duration> remove(
      VectorBackup backup, Blueprint blueprint, Optional<Job> removal) {
    boolean waits =
        isUnderWay(backup, BackupJob.TAKE)
            || isUnderWay(backup, BackupJob.VERIFY)
            || sources.hasEarlier(BackupJob.DELETE, backup)
            || !sources.takesTurn(backup);
    if (waits) {
      return Optional.of(Patience.LONGEST);
    }
    Job job =
        removal.orElseGet(
            () -> apply.apply(BackupJob.DELETE.of(backup, blueprint), Optional.empty()));
    return JobState.of(job) == JobState.COMPLETE ? done(backup) : Optional.of(Patience.LONGEST);
  }

  /** Holds up no other backup of the cluster, and is tried again. */
  private Duration failed(VectorBackup backup, Job job) {
    sources.endTurn(backup);
    tellOnce(
        backup,
        job.getMetadata().getUid(),
        "DeletionFailed",
        "Its objects could not be removed: %s It is tried again %d minutes later. Delete Job %s to try again at once."
            .formatted(output.lastLine(job), PAUSE.toMinutes(), job.getMetadata().getName()));
    Duration left = Duration.between(clock.instant(), JobState.failedAt(job).plus(PAUSE));
    if (left.isPositive()) {
      return left;
    }
    output.discard(job);
    return Patience.LONGEST;
  }

  private boolean isUnderWay(VectorBackup backup, BackupJob which) {
    return sources
        .find(which, backup)
        .filter(job -> JobState.of(job) == JobState.RUNNING)
        .isPresent();
  }

  private Optional<Duration> done(VectorBackup backup) {
    told.remove(backup.getMetadata().getUid());
    sources.endTurn(backup);
    return Optional.empty();
  }

  private void tellOnce(VectorBackup backup, String occasion, String reason, String note) {
    String news = reason + occasion;
    if (!news.equals(told.put(backup.getMetadata().getUid(), news))) {
      events.tell(backup, Notice.warning(reason, note));
    }
  }
}
