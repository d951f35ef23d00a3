package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.cluster.backup.Backup;
import dev.aerie.controlplane.cluster.backup.BackupRepository;
import dev.aerie.controlplane.cluster.option.Bootstrap;
import dev.aerie.controlplane.cluster.option.Engine;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.project.Project;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Looks up what new clusters shall begin with. Safe for use by many threads. */
@ApplicationScoped
class Origins {
  private final BackupRepository backups;
  private final ClusterRepository clusters;
  private final Caller caller;

  Origins(BackupRepository backups, ClusterRepository clusters, Caller caller) {
    this.backups = backups;
    this.clusters = clusters;
    this.caller = caller;
  }

  /**
   * Refuses what cannot be taken.
   *
   * @throws Problem 404 when it is not there, 400 when it is elsewhere, 409 when it is not ready,
   *     403 whatever there is for who may not read the project's backups
   */
  void check(Sql sql, Bootstrap wanted, Project project, String region) {
    wanted
        .fromBackup()
        .flatMap(Bootstrap.FromBackup::backupId)
        .ifPresent(id -> checkBackup(sql, id, project, region));
    wanted
        .pointInTime()
        .flatMap(Bootstrap.Moment::clusterId)
        .ifPresent(id -> checkCluster(sql, "pointInTime", id, project, region));
    wanted
        .branchOf()
        .flatMap(Bootstrap.Moment::clusterId)
        .ifPresent(id -> checkCluster(sql, "branchOf", id, project, region));
  }

  private void checkBackup(Sql sql, String id, Project project, String region) {
    caller.mustHave(Permission.BACKUP_READ, project.target());
    Backup backup =
        backups
            .find(sql, id)
            .filter(found -> caller.may(Permission.BACKUP_READ, found.target()))
            .orElseThrow(() -> Problem.notFound(Kind.BACKUP, id));
    caller.authorize(backup.target(), Kind.BACKUP, id);
    elsewhere("fromBackup.backupId", backup.target(), backup.region(), project, region)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    backup.mustBeReady();
  }

  private void checkCluster(Sql sql, String source, String id, Project project, String region) {
    Cluster cluster = clusters.find(sql, id).orElseThrow(() -> Problem.notFound(Kind.CLUSTER, id));
    caller.authorize(cluster.target(), Kind.CLUSTER, id);
    elsewhere(source + ".clusterId", cluster.target(), cluster.region(), project, region)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    if (cluster.state() == ClusterState.DELETING || cluster.options().engine() != Engine.AERIE) {
      throw new Problem(
          Code.CLUSTER_STATE,
          "Cluster %s is %s and runs %s. Take one of engine aerie that stays."
              .formatted(cluster.name(), cluster.state(), cluster.options().engine()));
    }
  }

  private static Optional<Problem> elsewhere(
      String field, Target source, String sourceRegion, Project project, String region) {
    boolean there =
        source.project().orElseThrow().equals(project.id()) && sourceRegion.equals(region);
    return there
        ? Optional.empty()
        : Optional.of(
            Problem.wrongField(
                "bootstrap." + field, "must be of the same project, and in the same region"));
  }
}
