package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.cluster.backup.BackupRepository;
import dev.aerie.controlplane.cluster.backup.BackupState;
import dev.aerie.controlplane.cluster.backup.ScheduleRepository;
import dev.aerie.controlplane.cluster.backup.restore.RestoreRepository;
import dev.aerie.controlplane.cluster.option.Bootstrap;
import dev.aerie.controlplane.cluster.option.ClusterOptions;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads what backups a region should have. Safe for use by many threads. */
@ApplicationScoped
class DesiredBackups {
  private final BackupRepository backups;
  private final ScheduleRepository schedules;
  private final RestoreRepository restores;

  DesiredBackups(
      BackupRepository backups, ScheduleRepository schedules, RestoreRepository restores) {
    this.backups = backups;
    this.schedules = schedules;
    this.restores = restores;
  }

  List<Desired.Backup> wished(Sql sql, String organization, String cluster) {
    return backups.all(sql, organization, cluster).stream()
        .map(one -> new Desired.Backup(one.resource(), one.verify(), wish(one.state())))
        .toList();
  }

  List<Desired.Schedule> scheduled(Sql sql, String organization, String cluster) {
    return schedules.all(sql, organization, cluster).stream()
        .map(
            one ->
                new Desired.Schedule(
                    one.resource(),
                    one.schedule(),
                    one.timeZone(),
                    one.suspended(),
                    one.retention().count().orElse(0),
                    one.retention().age(),
                    one.verify()))
        .toList();
  }

  /** What is under way of restores into a cluster; what has ended is to go. */
  List<Desired.Restore> restored(Sql sql, String organization, String cluster) {
    return restores.open(sql, organization, cluster).stream()
        .map(
            one ->
                new Desired.Restore(
                    one.resource(), backups.resource(sql, one.backupId()), one.collections()))
        .toList();
  }

  /** What a cluster begins with, as its region calls it. */
  Optional<Desired.Origin> origin(Sql sql, ClusterOptions options) {
    return options
        .bootstrap()
        .map(
            wanted ->
                new Desired.Origin(
                    wanted
                        .fromBackup()
                        .flatMap(Bootstrap.FromBackup::backupId)
                        .map(id -> backups.resource(sql, id)),
                    wanted.pointInTime(),
                    wanted.branchOf(),
                    wanted.collections().orElse(List.of())));
  }

  private static Desired.Wish wish(BackupState state) {
    if (state == BackupState.DELETING) {
      return Desired.Wish.REMOVE;
    }
    return state.isToBeMade() ? Desired.Wish.MAKE : Desired.Wish.KEEP;
  }
}
