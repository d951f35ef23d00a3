package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterRepository;
import dev.aerie.controlplane.cluster.ClusterState;
import dev.aerie.controlplane.cluster.DeletionPolicy;
import dev.aerie.controlplane.cluster.Mover;
import dev.aerie.controlplane.cluster.Phase;
import dev.aerie.controlplane.cluster.Revisions;
import dev.aerie.controlplane.cluster.backup.BackupRepository;
import dev.aerie.controlplane.cluster.backup.restore.RestoreRepository;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.operation.OperationRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Moves a cluster and its operations by what its region has seen. Safe for use by many threads. */
@ApplicationScoped
class Observation {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ClusterRepository clusters;
  private final BackupRepository backups;
  private final RestoreRepository restores;
  private final OperationRepository operations;
  private final Revisions revisions;
  private final Clock clock;

  Observation(
      ClusterRepository clusters,
      BackupRepository backups,
      RestoreRepository restores,
      OperationRepository operations,
      Revisions revisions,
      Clock clock) {
    this.clusters = clusters;
    this.backups = backups;
    this.restores = restores;
    this.operations = operations;
    this.revisions = revisions;
    this.clock = clock;
  }

  void apply(Sql sql, Cluster cluster, Report.Status status) {
    boolean gone = status.gone().orElse(false);
    long generation = status.generation().orElse(0L);
    boolean current = generation >= cluster.generation();
    if (gone && current && cluster.state() == ClusterState.DELETING) {
      bury(sql, cluster);
      return;
    }
    clusters.updateObserved(sql, observed(cluster, status, generation));
    if (!gone) {
      operations.open(sql, cluster.organizationId(), cluster.id()).stream()
          .filter(operation -> operation.backupId().isEmpty())
          .filter(operation -> operation.generation() <= generation)
          .forEach(operation -> advance(sql, cluster, operation, status));
    }
  }

  private void bury(Sql sql, Cluster cluster) {
    if (cluster.deletionPolicy() == DeletionPolicy.DELETE) {
      backups.buryAll(sql, cluster, clock.instant());
    }
    clusters.bury(sql, cluster, clock.instant(), revisions.next(sql, cluster.region()));
    for (Operation operation : operations.open(sql, cluster.organizationId(), cluster.id())) {
      Optional<String> error =
          operation.kind() == Operation.Kind.DELETE_CLUSTER
              ? Optional.empty()
              : Optional.of("The cluster was deleted first.");
      operations.end(sql, operation, error, clock.instant());
      error.ifPresent(why -> restores.fail(sql, operation, why, clock.instant()));
    }
  }

  private static Cluster observed(Cluster cluster, Report.Status status, long generation) {
    return new Cluster(
        cluster.id(),
        cluster.organizationId(),
        cluster.projectId(),
        cluster.name(),
        cluster.region(),
        cluster.clusterClass(),
        status.version().or(cluster::version),
        cluster.units(),
        cluster.replicas(),
        cluster.suspended(),
        cluster.deletionPolicy(),
        cluster.deletionProtection(),
        cluster.labels(),
        cluster.options(),
        cluster.state().moved(stateAfter(cluster, status, generation), Mover.REGION),
        cluster.regionState(),
        status.message().or(status::reason),
        status.endpoint(),
        cluster.generation(),
        Math.max(generation, cluster.observedGeneration()),
        status.readyReplicas().orElse(0),
        cluster.operationId(),
        cluster.createdAt(),
        cluster.updatedAt(),
        cluster.restarts(),
        cluster.etag());
  }

  /** A status of an older generation says nothing of what was asked for since. */
  private static ClusterState stateAfter(Cluster cluster, Report.Status status, long generation) {
    if (generation < cluster.generation()) {
      return cluster.state();
    }
    if (status.gone().orElse(false)) {
      return cluster.state().reported(Phase.DELETING, cluster.suspended());
    }
    return status
        .phase()
        .map(phase -> cluster.state().reported(phase, cluster.suspended()))
        .orElse(cluster.state());
  }

  private void advance(Sql sql, Cluster cluster, Operation operation, Report.Status status) {
    if (operation.kind() == Operation.Kind.DELETE_CLUSTER
        || cluster.state() == ClusterState.DELETING) {
      operations.run(sql, operation);
      return;
    }
    boolean current = status.generation().orElse(0L) >= cluster.generation();
    if (current && status.phase().filter(phase -> phase.fulfils(cluster.suspended())).isPresent()) {
      operations.end(sql, operation, Optional.empty(), clock.instant());
    } else if (status.phase().filter(Phase.DEGRADED::equals).isPresent() && isOverdue(operation)) {
      String why = status.message().or(status::reason).orElse("the region gives no reason");
      operations.end(
          sql,
          operation,
          Optional.of("The cluster did not become ready in 10 minutes: " + why),
          clock.instant());
    } else {
      operations.run(sql, operation);
    }
  }

  private boolean isOverdue(Operation operation) {
    return operation.createdAt().plus(PATIENCE).isBefore(clock.instant());
  }
}
