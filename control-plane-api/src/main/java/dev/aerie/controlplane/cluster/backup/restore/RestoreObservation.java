package dev.aerie.controlplane.cluster.backup.restore;

import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.Revisions;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.operation.OperationRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Moves restores and their operations by what a region has seen; the region's and the cluster's
 * lock is held meanwhile. Safe for use by many threads.
 */
@ApplicationScoped
public class RestoreObservation {
  private static final String REMOVED =
      "It was removed in the region before its end was told. Look whether the collections are there before you restore again.";

  private final RestoreRepository restores;
  private final OperationRepository operations;
  private final Revisions revisions;
  private final Clock clock;

  RestoreObservation(
      RestoreRepository restores,
      OperationRepository operations,
      Revisions revisions,
      Clock clock) {
    this.restores = restores;
    this.operations = operations;
    this.revisions = revisions;
    this.clock = clock;
  }

  /** Takes what is told of a restore; one that has ended, or was made in the region, is no news. */
  public void apply(Sql sql, Cluster cluster, RestoreReport report) {
    restores
        .open(sql, cluster.organizationId(), cluster.id())
        .filter(restore -> restore.resource().equals(report.name()))
        .ifPresent(
            restore -> {
              if (report.gone().orElse(false)) {
                operation(sql, restore).ifPresent(open -> lose(sql, cluster, open));
              } else {
                move(sql, cluster, restore, report);
              }
            });
  }

  /** Gives up what an operation was about, and takes it from what the region shall do. */
  public void giveUp(Sql sql, Cluster cluster, Operation ended, String reason) {
    restores.fail(sql, ended, reason, clock.instant());
    revisions.touch(sql, cluster);
  }

  private void lose(Sql sql, Cluster cluster, Operation open) {
    giveUp(sql, cluster, open, REMOVED);
    operations.end(sql, open, Optional.of(REMOVED), clock.instant());
  }

  private void move(Sql sql, Cluster cluster, Restore restore, RestoreReport report) {
    RestoreState state = report.state(restore.state());
    restores.updateObserved(
        sql, restore, report, state, Optional.of(clock.instant()).filter(_ -> state.isSettled()));
    operation(sql, restore).ifPresent(open -> follow(sql, open, state, report));
    if (state.isSettled()) {
      revisions.touch(sql, cluster);
    }
  }

  private void follow(Sql sql, Operation open, RestoreState state, RestoreReport report) {
    switch (state) {
      case RESTORED -> operations.end(sql, open, Optional.empty(), clock.instant());
      case FAILED ->
          operations.end(
              sql,
              open,
              report.sentence().or(() -> Optional.of("It could not be restored.")),
              clock.instant());
      case RUNNING -> operations.run(sql, open);
      case PENDING -> {
        // Nobody works on it yet.
      }
    }
  }

  private Optional<Operation> operation(Sql sql, Restore restore) {
    return operations.open(sql, restore.organizationId(), restore.clusterId()).stream()
        .filter(operation -> operation.id().equals(restore.operationId()))
        .findFirst();
  }
}
