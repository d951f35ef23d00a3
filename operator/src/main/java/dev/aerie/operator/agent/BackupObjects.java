package dev.aerie.operator.agent;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSchedule;
import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.crds.VectorRestore;
import dev.aerie.crds.VectorRestoreSpec;
import dev.aerie.operator.agent.protocol.BackupWish;
import dev.aerie.operator.agent.protocol.ClusterDocument;
import dev.aerie.operator.agent.protocol.RestoreWish;
import dev.aerie.operator.agent.protocol.ScheduleWish;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.Optional;

/** What backups, schedules and restores of the control plane are in Kubernetes. Pure functions. */
final class BackupObjects {

  private static final String CLUSTER = "cls-";

  private BackupObjects() {}

  static VectorBackup backup(ClusterDocument document, BackupWish wish) {
    VectorBackup backup = new VectorBackup();
    backup.setMetadata(metadata(document, wish.name()));
    backup.setSpec(
        new VectorBackupSpec(RegionObjects.name(document.clusterId()), null, wish.verify()));
    return backup;
  }

  static VectorBackupSchedule schedule(ClusterDocument document, ScheduleWish wish) {
    VectorBackupSchedule schedule = new VectorBackupSchedule();
    schedule.setMetadata(metadata(document, wish.name()));
    schedule.setSpec(wish.spec(RegionObjects.name(document.clusterId())));
    return schedule;
  }

  static VectorRestore restore(ClusterDocument document, RestoreWish wish) {
    VectorRestore restore = new VectorRestore();
    restore.setMetadata(metadata(document, wish.name()));
    restore.setSpec(new VectorRestoreSpec(wish.backup(), wish.collections()));
    return restore;
  }

  /** The id of the cluster that a VectorCluster's name stands for; empty for one of another's. */
  static Optional<String> clusterId(String name) {
    return name.startsWith(CLUSTER) ? Optional.of(name.replaceFirst("-", "_")) : Optional.empty();
  }

  private static ObjectMeta metadata(ClusterDocument document, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(RegionObjects.namespaceName(document.projectId()))
        .withLabels(Map.of(Marks.CLUSTER, document.clusterId()))
        .build();
  }
}
