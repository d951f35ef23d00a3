package dev.aerie.controlplane.cluster.backup.restore;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterService;
import dev.aerie.controlplane.cluster.Revisions;
import dev.aerie.controlplane.cluster.backup.Backup;
import dev.aerie.controlplane.cluster.backup.BackupService;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.operation.OperationRepository;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * What callers may ask of restores into the cluster that a backup is of. A wish travels in the
 * cluster's document until it has ended. Safe for use by many threads.
 */
@ApplicationScoped
public class RestoreService {
  /** The feature of regions that bring collections back into a cluster. */
  public static final String FEATURE = "restores";

  private final RestoreRepository repository;
  private final ClusterService clusters;
  private final BackupService backups;
  private final Caller caller;
  private final OperationRepository operations;
  private final Revisions revisions;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  RestoreService(
      RestoreRepository repository,
      ClusterService clusters,
      BackupService backups,
      Caller caller,
      OperationRepository operations,
      Revisions revisions,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.clusters = clusters;
    this.backups = backups;
    this.caller = caller;
    this.operations = operations;
    this.revisions = revisions;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  Page<Restore> list(Sql sql, String cluster, PageRequest page) {
    return page.cut(
        repository.list(
            sql, clusters.get(sql, cluster), page.after(Kind.RESTORE), page.limit() + 1),
        Restore::id);
  }

  Restore get(Sql sql, String cluster, String id) {
    return repository
        .find(sql, clusters.get(sql, cluster), id)
        .orElseThrow(() -> Problem.notFound(Kind.RESTORE, id));
  }

  /**
   * Asks for collections of a backup, whether the cluster serves or is suspended.
   *
   * @throws Problem 409 when another restore is under way or the backup is not ready, 403 for who
   *     may not read backups
   */
  public Restore create(Sql sql, String clusterId, String backupId, NewRestore body) {
    caller.mustHave(Permission.BACKUP_READ, clusters.get(sql, clusterId, FEATURE).target());
    Cluster cluster = clusters.lockForBackups(sql, clusterId);
    Backup backup = backups.get(sql, clusterId, backupId);
    backup.mustBeReady();
    body.check();
    repository
        .open(sql, cluster.organizationId(), clusterId)
        .ifPresent(other -> refuseSecond(cluster, other));
    var made =
        new Restore(
            identifiers.next(Kind.RESTORE),
            cluster.organizationId(),
            cluster.projectId(),
            clusterId,
            backupId,
            body.taken(),
            RestoreState.PENDING,
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            identifiers.next(Kind.OPERATION),
            clock.instant(),
            Optional.empty());
    repository.insert(sql, made);
    begin(sql, cluster, made);
    return made;
  }

  private static void refuseSecond(Cluster cluster, Restore other) {
    throw new Problem(
        Code.CLUSTER_STATE,
        "Restore %s into cluster %s is %s. Wait for operation %s to end."
            .formatted(other.id(), cluster.name(), other.state(), other.operationId()));
  }

  private void begin(Sql sql, Cluster cluster, Restore made) {
    Instant now = made.createdAt();
    operations.insert(
        sql,
        new Operation(
            made.operationId(),
            Operation.Kind.RESTORE_BACKUP,
            made.organizationId(),
            made.clusterId(),
            Optional.of(made.backupId()),
            Operation.State.PENDING,
            Optional.empty(),
            now,
            Optional.empty(),
            cluster.generation()));
    revisions.touch(sql, cluster);
    audit.record(
        sql,
        made.organizationId(),
        "backup.restore",
        made.id(),
        Optional.empty(),
        Optional.of(made));
  }
}
