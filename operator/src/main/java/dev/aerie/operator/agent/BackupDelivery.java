package dev.aerie.operator.agent;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSchedule;
import dev.aerie.operator.agent.protocol.BackupReport;
import dev.aerie.operator.agent.protocol.BackupWish;
import dev.aerie.operator.agent.protocol.ClusterDocument;
import dev.aerie.operator.agent.protocol.ScheduleReport;
import dev.aerie.operator.agent.protocol.ScheduleWish;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Carries a cluster's backups and schedules to Kubernetes. Safe for concurrent use. */
final class BackupDelivery {

  private final KubernetesClient client;
  private final Map<String, BackupReport> backups = new HashMap<>();
  private final Map<String, ScheduleReport> schedules = new HashMap<>();

  BackupDelivery(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Makes Kubernetes have what the document lists; a list that is absent means nothing.
   *
   * @throws KubernetesClientException if that could not be done and is worth another try
   */
  synchronized void deliver(ClusterDocument document) {
    document.backups().ifPresent(wishes -> deliverBackups(document, wishes));
    document.backupSchedules().ifPresent(wishes -> deliverSchedules(document, wishes));
  }

  /** No schedule of a cluster that ends makes any more backups; those there are stay. */
  synchronized void endSchedules(ClusterDocument document) {
    deliverSchedules(document, List.of());
    String prefix = document.clusterId() + "/";
    backups.keySet().removeIf(key -> key.startsWith(prefix));
  }

  /** What is to be reported of backups that Kubernetes has not, or does not take. */
  synchronized List<BackupReport> backups() {
    return List.copyOf(backups.values());
  }

  /** The same of schedules. */
  synchronized List<ScheduleReport> schedules() {
    return List.copyOf(schedules.values());
  }

  /** A backup is no more. */
  synchronized void removed(BackupReport gone) {
    backups.put(gone.key(), gone);
  }

  /** The control plane knows that it is no more. */
  synchronized void forget(BackupReport gone) {
    backups.remove(gone.key(), gone);
  }

  private void deliverBackups(ClusterDocument document, List<BackupWish> wishes) {
    String prefix = document.clusterId() + "/";
    backups.keySet().removeIf(key -> key.startsWith(prefix));
    if (wishes.isEmpty()) {
      return;
    }
    Set<String> present =
        client
            .resources(VectorBackup.class)
            .inNamespace(RegionObjects.namespaceName(document.projectId()))
            .list()
            .getItems()
            .stream()
            .map(backup -> backup.getMetadata().getName())
            .collect(Collectors.toSet());
    for (BackupWish wish : wishes) {
      switch (wish.wish()) {
        case "MAKE" -> make(document, wish);
        case "REMOVE" -> remove(document, wish, present.contains(wish.name()));
        default -> keep(document, wish, present.contains(wish.name()));
      }
    }
  }

  private void make(ClusterDocument document, BackupWish wish) {
    if (!Delivery.isTaken(client, BackupObjects.backup(document, wish))) {
      removed(BackupReport.refused(document.clusterId(), wish.name()));
    }
  }

  private void remove(ClusterDocument document, BackupWish wish, boolean present) {
    if (present) {
      client.resource(BackupObjects.backup(document, wish)).delete();
    } else {
      removed(BackupReport.gone(document.clusterId(), wish.name()));
    }
  }

  private void keep(ClusterDocument document, BackupWish wish, boolean present) {
    if (!present) {
      removed(BackupReport.gone(document.clusterId(), wish.name()));
    }
  }

  private void deliverSchedules(ClusterDocument document, List<ScheduleWish> wishes) {
    String prefix = document.clusterId() + "/";
    schedules.keySet().removeIf(key -> key.startsWith(prefix));
    Set<String> wished = wishes.stream().map(ScheduleWish::name).collect(Collectors.toSet());
    client
        .resources(VectorBackupSchedule.class)
        .inNamespace(RegionObjects.namespaceName(document.projectId()))
        .withLabel(Marks.CLUSTER, document.clusterId())
        .list()
        .getItems()
        .stream()
        .filter(schedule -> !wished.contains(schedule.getMetadata().getName()))
        .forEach(schedule -> client.resource(schedule).delete());
    for (ScheduleWish wish : wishes) {
      if (!Delivery.isTaken(client, BackupObjects.schedule(document, wish))) {
        ScheduleReport refused = ScheduleReport.refused(document.clusterId(), wish.name());
        schedules.put(refused.key(), refused);
      }
    }
  }
}
