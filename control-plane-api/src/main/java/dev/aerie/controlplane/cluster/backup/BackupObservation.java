package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.Revisions;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.operation.OperationRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Moves backups and their operations by what a region has seen. Safe for use by many threads. */
@ApplicationScoped
public class BackupObservation {
  private final BackupRepository backups;
  private final ScheduleRepository schedules;
  private final OperationRepository operations;
  private final Revisions revisions;
  private final Identifiers identifiers;
  private final Clock clock;

  BackupObservation(
      BackupRepository backups,
      ScheduleRepository schedules,
      OperationRepository operations,
      Revisions revisions,
      Identifiers identifiers,
      Clock clock) {
    this.backups = backups;
    this.schedules = schedules;
    this.operations = operations;
    this.revisions = revisions;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /** Takes what is told of a backup; one that a schedule has made becomes known by it. */
  public void apply(Sql sql, Cluster cluster, BackupReport report) {
    boolean gone = report.gone().orElse(false);
    if (!gone && !backups.isKnown(sql, cluster, report.name())) {
      backups.insert(sql, found(sql, cluster, report));
    }
    backups
        .lockResource(sql, cluster, report.name())
        .ifPresent(
            backup -> {
              if (gone) {
                bury(sql, cluster, backup);
              } else {
                move(sql, cluster, backup, report);
              }
            });
  }

  /** Takes what is told of a schedule. */
  public void apply(Sql sql, Cluster cluster, ScheduleReport report) {
    schedules.updateObserved(sql, cluster, report);
  }

  private void bury(Sql sql, Cluster cluster, Backup gone) {
    backups.bury(sql, gone, clock.instant());
    revisions.touch(sql, cluster);
    for (Operation open : open(sql, gone)) {
      Optional<String> error =
          open.kind() == Operation.Kind.DELETE_BACKUP
              ? Optional.empty()
              : Optional.of("The backup was removed first.");
      operations.end(sql, open, error, clock.instant());
    }
  }

  private void move(Sql sql, Cluster cluster, Backup backup, BackupReport report) {
    BackupState told = report.phase().flatMap(BackupState::reported).orElse(backup.state());
    BackupState state = backup.state() == BackupState.DELETING ? backup.state() : told;
    backups.updateObserved(sql, backup, report, state);
    if (backup.state().isToBeMade() != state.isToBeMade()) {
      revisions.touch(sql, cluster);
    }
    for (Operation open : open(sql, backup)) {
      switch (state) {
        case READY -> operations.end(sql, open, Optional.empty(), clock.instant());
        case FAILED ->
            operations.end(
                sql,
                open,
                report.sentence().or(() -> Optional.of("It could not be made.")),
                clock.instant());
        case RUNNING, VERIFYING, DELETING -> operations.run(sql, open);
        case PENDING -> {
          // Nobody works on it yet.
        }
      }
    }
  }

  /** A restore of it is moved by what is told of that. */
  private List<Operation> open(Sql sql, Backup backup) {
    return operations.open(sql, backup.organizationId(), backup.clusterId()).stream()
        .filter(operation -> operation.backupId().filter(backup.id()::equals).isPresent())
        .filter(operation -> operation.kind() != Operation.Kind.RESTORE_BACKUP)
        .toList();
  }

  private Backup found(Sql sql, Cluster cluster, BackupReport report) {
    Instant now = clock.instant();
    String id = identifiers.next(Kind.BACKUP);
    Optional<BackupSchedule> schedule =
        schedules.all(sql, cluster.organizationId(), cluster.id()).stream()
            .filter(one -> report.schedule().filter(one.resource()::equals).isPresent())
            .findFirst();
    return new Backup(
        id,
        cluster.organizationId(),
        cluster.projectId(),
        cluster.id(),
        schedule.map(BackupSchedule::id),
        backups.isNameTaken(sql, cluster, report.name())
            ? BackupService.resource(id)
            : report.name(),
        schedule.map(BackupSchedule::verify).orElse(false),
        false,
        BackupState.PENDING,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        now,
        now,
        cluster.region(),
        report.name(),
        1);
  }
}
