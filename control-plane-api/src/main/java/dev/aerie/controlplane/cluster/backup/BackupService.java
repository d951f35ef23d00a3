package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterService;
import dev.aerie.controlplane.cluster.Revisions;
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
 * What callers may ask of backups. A wish travels in the document of the cluster; the region's
 * agent makes or removes the backup and tells how it is. Safe for use by many threads.
 */
@ApplicationScoped
public class BackupService {
  private final BackupRepository repository;
  private final ClusterService clusters;
  private final OperationRepository operations;
  private final Revisions revisions;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  BackupService(
      BackupRepository repository,
      ClusterService clusters,
      OperationRepository operations,
      Revisions revisions,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.clusters = clusters;
    this.operations = operations;
    this.revisions = revisions;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  Page<Backup> list(Sql sql, String cluster, PageRequest page) {
    return page.cut(
        repository.list(sql, clusters.get(sql, cluster), page.after(Kind.BACKUP), page.limit() + 1),
        Backup::id);
  }

  /**
   * One of a cluster that the caller may see.
   *
   * @throws Problem 404 otherwise
   */
  public Backup get(Sql sql, String cluster, String id) {
    return authorized(repository.find(sql, id), cluster, id);
  }

  /**
   * Asks whether one could be made of a cluster that can have backups; nothing is changed. That a
   * name is taken tells of a backup, so it is for those only who may see or make them.
   *
   * @throws Problem 400 when its values are wrong, 409 when its name is taken
   */
  public void check(Sql sql, Cluster cluster, NewBackup body) {
    body.check();
    boolean told =
        caller.may(Permission.BACKUP_READ, cluster.target())
            || caller.may(Permission.BACKUP_WRITE, cluster.target());
    body.name()
        .filter(name -> told && repository.isNameTaken(sql, cluster, name))
        .ifPresent(
            name -> {
              throw Problem.nameTaken(name);
            });
  }

  Backup create(Sql sql, String clusterId, NewBackup body) {
    Cluster cluster = clusters.lockForBackups(sql, clusterId);
    body.check();
    String id = identifiers.next(Kind.BACKUP);
    String resource = resource(id);
    Instant now = clock.instant();
    var made =
        new Backup(
            id,
            cluster.organizationId(),
            cluster.projectId(),
            cluster.id(),
            Optional.empty(),
            body.name().orElse(resource),
            body.verify().orElse(false),
            body.deletionProtection().orElse(false),
            BackupState.PENDING,
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(identifiers.next(Kind.OPERATION)),
            now,
            now,
            cluster.region(),
            resource,
            1);
    repository.insert(sql, made);
    begin(sql, cluster, made, Operation.Kind.CREATE_BACKUP);
    record(sql, "backup.create", Optional.empty(), made);
    return made;
  }

  Backup change(
      Sql sql, String cluster, String id, Optional<String> ifMatch, BackupChanges changes) {
    Backup before = locked(sql, cluster, id);
    before.mustMatch(ifMatch);
    changes.check();
    Backup after =
        wanted(
            before,
            changes.name().orElse(before.name()),
            changes.deletionProtection().orElse(before.deletionProtection()),
            before.state(),
            before.operationId());
    repository.updateDesired(sql, after);
    record(sql, "backup.update", Optional.of(before), after);
    return after;
  }

  /** Asks for removal; asking twice is asking once, until the first has been given up. */
  Backup delete(Sql sql, String clusterId, String id) {
    Cluster cluster = clusters.lockForBackups(sql, clusterId);
    Backup before = locked(sql, clusterId, id);
    if (before.state() == BackupState.DELETING && isUnderWay(sql, before)) {
      return before;
    }
    if (before.deletionProtection()) {
      throw new Problem(
          Code.DELETION_PROTECTED,
          "Backup %s is protected. Set deletionProtection to false first."
              .formatted(before.name()));
    }
    Backup after =
        wanted(
            before,
            before.name(),
            false,
            BackupState.DELETING,
            Optional.of(identifiers.next(Kind.OPERATION)));
    repository.updateDesired(sql, after);
    begin(sql, cluster, after, Operation.Kind.DELETE_BACKUP);
    record(sql, "backup.delete", Optional.of(before), after);
    return after;
  }

  private boolean isUnderWay(Sql sql, Backup going) {
    return operations.open(sql, going.organizationId(), going.clusterId()).stream()
        .anyMatch(operation -> going.operationId().filter(operation.id()::equals).isPresent());
  }

  /** The name of a Kubernetes object for something with an id. */
  public static String resource(String id) {
    return id.replace('_', '-');
  }

  private Backup wanted(
      Backup before, String name, boolean guarded, BackupState state, Optional<String> operation) {
    return new Backup(
        before.id(),
        before.organizationId(),
        before.projectId(),
        before.clusterId(),
        before.scheduleId(),
        name,
        before.verify(),
        guarded,
        state,
        before.stateReason(),
        before.takenAt(),
        before.collections(),
        before.rows(),
        before.bytes(),
        before.verified(),
        before.verifiedAt(),
        before.recall(),
        operation,
        before.createdAt(),
        clock.instant(),
        before.region(),
        before.resource(),
        before.etag() + 1);
  }

  private void begin(Sql sql, Cluster cluster, Backup backup, Operation.Kind kind) {
    operations.insert(
        sql,
        new Operation(
            backup.operationId().orElseThrow(),
            kind,
            backup.organizationId(),
            backup.clusterId(),
            Optional.of(backup.id()),
            Operation.State.PENDING,
            Optional.empty(),
            backup.updatedAt(),
            Optional.empty(),
            cluster.generation()));
    revisions.touch(sql, cluster);
  }

  private void record(Sql sql, String action, Optional<Backup> before, Backup after) {
    audit.record(sql, after.organizationId(), action, after.id(), before, Optional.of(after));
  }

  private Backup locked(Sql sql, String cluster, String id) {
    revisions.lock(sql, get(sql, cluster, id).region());
    return authorized(repository.lock(sql, id), cluster, id);
  }

  private Backup authorized(Optional<Backup> found, String cluster, String id) {
    Backup backup =
        found
            .filter(one -> one.clusterId().equals(cluster))
            .orElseThrow(() -> Problem.notFound(Kind.BACKUP, id));
    caller.authorize(backup.target(), Kind.BACKUP, id);
    return backup;
  }
}
