package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.cluster.backup.BackupRepository;
import dev.aerie.controlplane.cluster.option.Engine;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.operation.OperationRepository;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * What may be asked of a cluster that is there, for what is done and for what is only quoted.
 * Nothing is changed here. Safe for use by many threads.
 */
@ApplicationScoped
class ClusterRules {
  private final Placement placement;
  private final BackupRepository backups;
  private final OperationRepository operations;
  private final Quotas quotas;
  private final Caller caller;

  ClusterRules(
      Placement placement,
      BackupRepository backups,
      OperationRepository operations,
      Quotas quotas,
      Caller caller) {
    this.placement = placement;
    this.backups = backups;
    this.operations = operations;
    this.quotas = quotas;
    this.caller = caller;
  }

  /**
   * Other settings.
   *
   * @throws Problem 400 when they are wrong, 409 when there is no room, or its region does not know
   *     them, or it is going
   */
  Wish change(Sql sql, Cluster before, ClusterChanges changes) {
    changes.check(before);
    refuseWhileDeleting(before);
    placement.mustUnderstand(sql, before.region(), changes.options().features());
    Wish wish = Wish.of(before).with(changes);
    quotas.mustHaveRoom(
        sql,
        before.organizationId(),
        before.projectId(),
        Quota.UNITS,
        wish.mostUnits() - before.mostUnits());
    return wish;
  }

  /**
   * Its pods anew.
   *
   * @throws Problem 409 when it has none, or its region does not do so
   */
  Wish restart(Sql sql, Cluster before) {
    if (!before.state().mayRestart(before.suspended())) {
      throw Wish.illegal(
          before, "restarted", "It can be while it is RUNNING, MODIFYING or ABNORMAL.");
    }
    placement.mustUnderstand(sql, before.region(), Set.of("restart"));
    return Wish.of(before).restarted();
  }

  /**
   * Another version.
   *
   * @throws Problem 400 when there is no such version, 409 when its region offers none, or it is
   *     going
   */
  Wish upgrade(Sql sql, Cluster before, Upgrade body) {
    refuseWhileDeleting(before);
    String version = Problem.required("version", body.version());
    placement.mustOffer(sql, before, version);
    return Wish.of(before).upgraded(version);
  }

  /**
   * Its end; empty when that is under way already. A deletion that was given up is so no more: who
   * asks again has an operation to wait for.
   *
   * @throws Problem 409 when it is protected, or a backup is that would go with it
   */
  Optional<Wish> deletion(Sql sql, Cluster before) {
    if (before.state() == ClusterState.DELETING && isUnderWay(sql, before)) {
      return Optional.empty();
    }
    if (before.deletionProtection()) {
      throw new Problem(
          Code.DELETION_PROTECTED,
          "Cluster %s is protected. Set deletionProtection to false first."
              .formatted(before.name()));
    }
    if (before.deletionPolicy() == DeletionPolicy.DELETE) {
      backups.protectedOne(sql, before).ifPresent(name -> refuseDeletion(before, name));
    }
    return Optional.of(Wish.of(before).deleted());
  }

  private boolean isUnderWay(Sql sql, Cluster going) {
    return operations.open(sql, going.organizationId(), going.id()).stream()
        .anyMatch(operation -> operation.kind() == Operation.Kind.DELETE_CLUSTER);
  }

  /** A quote is for who may only read the cluster, and must not tell them of its backups. */
  private void refuseDeletion(Cluster cluster, String backup) {
    boolean named = caller.may(Permission.BACKUP_READ, cluster.target());
    throw new Problem(
        Code.DELETION_PROTECTED,
        "%s of cluster %s is protected and would go with it. Set its deletionProtection to false first, or the cluster's deletionPolicy to RETAIN."
            .formatted(named ? "Backup " + backup : "A backup", cluster.name()));
  }

  /**
   * Backups of it.
   *
   * @throws Problem 409 when it is going, or cannot have any
   */
  void mustTakeBackups(Sql sql, Cluster cluster) {
    refuseWhileDeleting(cluster);
    if (cluster.options().engine() != Engine.AERIE) {
      throw new Problem(
          Code.NOT_SUPPORTED_BY_ENGINE,
          "Cluster %s runs %s, of which no backups are made here. Use that engine's own tools."
              .formatted(cluster.name(), cluster.options().engine()));
    }
    placement.mustUnderstand(sql, cluster.region(), Set.of(Placement.BACKUPS));
  }

  private static void refuseWhileDeleting(Cluster cluster) {
    if (cluster.state() == ClusterState.DELETING) {
      throw Wish.illegal(cluster, "changed", "It is going.");
    }
  }
}
