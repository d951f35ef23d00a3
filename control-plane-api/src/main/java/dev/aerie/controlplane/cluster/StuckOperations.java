package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.cluster.backup.BackupRepository;
import dev.aerie.controlplane.cluster.backup.BackupState;
import dev.aerie.controlplane.cluster.backup.restore.RestoreObservation;
import dev.aerie.controlplane.cluster.backup.restore.RestoreRepository;
import dev.aerie.controlplane.cluster.backup.restore.RestoreState;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.operation.OperationRepository;
import dev.aerie.controlplane.region.Region;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives up operations of which nothing has come, so that nobody waits for ever: the operation fails
 * and its cluster becomes abnormal, both with the reason. What the region reports later still moves
 * the cluster. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class StuckOperations {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Database database;
  private final OperationRepository operations;
  private final ClusterRepository clusters;
  private final BackupRepository backups;
  private final RestoreRepository restores;
  private final RestoreObservation restoreObservation;
  private final Revisions revisions;
  private final Clock clock;

  StuckOperations(
      Database database,
      OperationRepository operations,
      ClusterRepository clusters,
      BackupRepository backups,
      RestoreRepository restores,
      RestoreObservation restoreObservation,
      Revisions revisions,
      Clock clock) {
    this.database = database;
    this.operations = operations;
    this.clusters = clusters;
    this.backups = backups;
    this.restores = restores;
    this.restoreObservation = restoreObservation;
    this.revisions = revisions;
    this.clock = clock;
  }

  /** Looks once; called by time. */
  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void sweep() {
    Instant since = clock.instant().minus(PATIENCE);
    for (String organization :
        database.transaction(Scope.none(), sql -> operations.organizationsWaiting(sql, since))) {
      Scope scope = Scope.organization(organization);
      database
          .transaction(scope, sql -> operations.waiting(sql, organization, since))
          .forEach(
              stuck ->
                  database.transaction(
                      scope,
                      sql ->
                          clusters.find(sql, stuck.clusterId()).map(c -> giveUp(sql, c, since))));
    }
  }

  private Cluster giveUp(Sql sql, Cluster seen, Instant since) {
    revisions.lock(sql, seen.region());
    Optional<Cluster> locked = clusters.lock(sql, seen.id());
    locked.ifPresent(
        cluster -> {
          for (Operation open :
              operations.open(sql, cluster.organizationId(), cluster.id()).stream()
                  .filter(operation -> operation.createdAt().isBefore(since))
                  .filter(operation -> isStuck(sql, operation))
                  .toList()) {
            String reason = reason(cluster, open);
            operations.end(sql, open, Optional.of(reason), clock.instant());
            String said = "%s timed out. %s".formatted(open.kind(), reason);
            open.backupId()
                .ifPresentOrElse(
                    id -> giveUp(sql, cluster, open, id, said),
                    () -> clusters.markAbnormal(sql, cluster, said));
          }
        });
    return seen;
  }

  /**
   * A backup that its region works on, or lets wait for another one, takes its time; so does a
   * restore that it works on.
   */
  private boolean isStuck(Sql sql, Operation operation) {
    if (operation.kind() == Operation.Kind.RESTORE_BACKUP) {
      return restores
          .open(sql, operation.organizationId(), operation.clusterId())
          .map(restore -> restore.state() == RestoreState.PENDING)
          .orElse(true);
    }
    return operation
        .backupId()
        .flatMap(id -> backups.find(sql, id))
        .map(
            backup ->
                backup.state() == BackupState.DELETING
                    || (backup.state() == BackupState.PENDING && backup.stateReason().isEmpty()))
        .orElse(true);
  }

  private void giveUp(Sql sql, Cluster cluster, Operation open, String backup, String said) {
    if (open.kind() == Operation.Kind.CREATE_BACKUP) {
      backups.find(sql, backup).ifPresent(stuck -> backups.fail(sql, stuck, said));
    } else if (open.kind() == Operation.Kind.RESTORE_BACKUP) {
      restoreObservation.giveUp(sql, cluster, open, said);
    }
  }

  private static String reason(Cluster cluster, Operation open) {
    String last =
        cluster.regionState() == Region.State.UNAVAILABLE
            ? cluster.stateReason().orElse("The region is not heard of.")
            : "Region %s has seen generation %d of %d; it last said: %s."
                .formatted(
                    cluster.region(),
                    cluster.observedGeneration(),
                    cluster.generation(),
                    cluster.stateReason().orElse("nothing"));
    return "Nothing came of it in 30 minutes. " + last + whatNext(open);
  }

  /** What is going stays so; only who asks again has an operation that tells when it is gone. */
  private static String whatNext(Operation open) {
    return switch (open.kind()) {
      case DELETE_CLUSTER, DELETE_BACKUP -> " It goes on; delete it again to wait for its end.";
      default -> "";
    };
  }
}
