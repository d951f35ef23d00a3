package dev.aerie.operator.agent;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSchedule;
import dev.aerie.crds.VectorBackupScheduleStatus;
import dev.aerie.crds.VectorRestore;
import dev.aerie.crds.VectorRestoreStatus;
import dev.aerie.operator.agent.protocol.BackupReport;
import dev.aerie.operator.agent.protocol.RestoreReport;
import dev.aerie.operator.agent.protocol.ScheduleReport;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Sees what the backups, schedules and restores of the region's clusters are. Safe for concurrent
 * use.
 */
final class BackupWatch implements AutoCloseable {

  private final Runnable changed;
  private final Consumer<BackupReport> removed;
  private final Consumer<RestoreReport> restoreRemoved;
  private final SharedIndexInformer<VectorBackup> backups;
  private final SharedIndexInformer<VectorBackupSchedule> schedules;
  private final SharedIndexInformer<VectorRestore> restores;

  /**
   * @param client watches
   * @param changed called when any is not what it was
   * @param removed told of each backup that is no more
   * @param restoreRemoved told of each restore of an agent that is no more
   */
  BackupWatch(
      KubernetesClient client,
      Runnable changed,
      Consumer<BackupReport> removed,
      Consumer<RestoreReport> restoreRemoved) {
    this.changed = changed;
    this.removed = removed;
    this.restoreRemoved = restoreRemoved;
    this.backups = client.resources(VectorBackup.class).inAnyNamespace().runnableInformer(0);
    this.schedules =
        client.resources(VectorBackupSchedule.class).inAnyNamespace().runnableInformer(0);
    this.restores =
        client
            .resources(VectorRestore.class)
            .inAnyNamespace()
            .withLabel(Marks.CLUSTER)
            .runnableInformer(0);
  }

  void start() {
    backups.addEventHandler(new Changes<>(this::gone));
    backups.run();
    schedules.addEventHandler(new Changes<>(schedule -> {}));
    schedules.run();
    restores.addEventHandler(new Changes<>(this::restoreGone));
    restores.run();
  }

  List<BackupReport> backups() {
    return backups.getStore().list().stream().flatMap(BackupWatch::report).toList();
  }

  List<ScheduleReport> schedules() {
    return schedules.getStore().list().stream().flatMap(BackupWatch::report).toList();
  }

  List<RestoreReport> restores() {
    return restores.getStore().list().stream().map(BackupWatch::report).toList();
  }

  @Override
  public void close() {
    backups.close();
    schedules.close();
    restores.close();
  }

  private void gone(VectorBackup backup) {
    BackupObjects.clusterId(backup.getSpec().clusterRef())
        .ifPresent(id -> removed.accept(BackupReport.gone(id, backup.getMetadata().getName())));
  }

  private void restoreGone(VectorRestore restore) {
    restoreRemoved.accept(RestoreReport.gone(clusterId(restore), restore.getMetadata().getName()));
  }

  private static String clusterId(VectorRestore restore) {
    return restore.getMetadata().getLabels().get(Marks.CLUSTER);
  }

  private static RestoreReport report(VectorRestore restore) {
    VectorRestoreStatus status = restore.lastStatus();
    return RestoreReport.of(
        clusterId(restore), restore, text(status.phase()), reason(status.conditions()));
  }

  private static Stream<BackupReport> report(VectorBackup backup) {
    String schedule =
        Optional.ofNullable(backup.getMetadata().getLabels())
            .map(labels -> labels.get(Marks.SCHEDULE))
            .orElse("");
    return BackupObjects.clusterId(backup.getSpec().clusterRef())
        .map(
            id ->
                BackupReport.of(
                    id,
                    backup,
                    schedule,
                    text(backup.lastStatus().phase()),
                    reason(backup.lastStatus().conditions())))
        .stream();
  }

  private static Stream<ScheduleReport> report(VectorBackupSchedule schedule) {
    VectorBackupScheduleStatus status = schedule.lastStatus();
    return BackupObjects.clusterId(schedule.getSpec().template().clusterRef())
        .map(
            id ->
                new ScheduleReport(
                    id,
                    schedule.getMetadata().getName(),
                    reason(status.conditions()),
                    status.lastScheduled(),
                    status.next(),
                    status.kept()))
        .stream();
  }

  private static String reason(List<Condition> conditions) {
    return conditions.stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .map(Condition::getReason)
        .findFirst()
        .orElse("");
  }

  /** As the API server has it: the first letter large. */
  private static String text(Enum<?> phase) {
    return phase.name().charAt(0) + phase.name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** Tells of any change, and what is gone. */
  private final class Changes<T extends HasMetadata> implements ResourceEventHandler<T> {

    private final Consumer<T> gone;

    Changes(Consumer<T> gone) {
      this.gone = gone;
    }

    @Override
    public void onAdd(T object) {
      changed.run();
    }

    @Override
    public void onUpdate(T before, T object) {
      changed.run();
    }

    @Override
    public void onDelete(T object, boolean unknownFinalState) {
      gone.accept(object);
      changed.run();
    }
  }
}
