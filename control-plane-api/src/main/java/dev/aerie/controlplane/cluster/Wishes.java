package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.operation.OperationRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes what is wished of clusters: desired state with operation, audit event and revision in one
 * transaction. Safe for use by many threads.
 */
@ApplicationScoped
class Wishes {
  private final ClusterRepository repository;
  private final OperationRepository operations;
  private final Revisions revisions;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  Wishes(
      ClusterRepository repository,
      OperationRepository operations,
      Revisions revisions,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.operations = operations;
    this.revisions = revisions;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /** A new cluster. */
  void insert(Sql sql, Cluster made) {
    repository.insert(sql, made, revisions.next(sql, made.region()));
    begin(sql, made, Operation.Kind.CREATE_CLUSTER, Optional.empty());
  }

  /** A cluster as it shall be from now on, which it answers. */
  Cluster write(Sql sql, Cluster before, Wish wish, Operation.Kind kind) {
    Cluster after = wish.written(identifiers.next(Kind.OPERATION), clock.instant());
    repository.updateDesired(sql, after, revisions.next(sql, after.region()));
    begin(sql, after, kind, Optional.of(before));
    return after;
  }

  private void begin(Sql sql, Cluster after, Operation.Kind kind, Optional<Cluster> before) {
    operations.insert(
        sql,
        new Operation(
            after.operationId().orElseThrow(),
            kind,
            after.organizationId(),
            after.id(),
            Optional.empty(),
            Operation.State.PENDING,
            Optional.empty(),
            after.updatedAt(),
            Optional.empty(),
            after.generation()));
    String action =
        "cluster." + kind.name().substring(0, kind.name().indexOf('_')).toLowerCase(Locale.ROOT);
    audit.record(sql, after.organizationId(), action, after.id(), before, Optional.of(after));
  }
}
