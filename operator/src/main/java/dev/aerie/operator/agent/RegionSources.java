package dev.aerie.operator.agent;

import dev.aerie.operator.agent.protocol.BackupReport;
import dev.aerie.operator.agent.protocol.ClusterReport;
import dev.aerie.operator.agent.protocol.ErasureReport;
import dev.aerie.operator.agent.protocol.Report;
import dev.aerie.operator.agent.protocol.RestoreReport;
import dev.aerie.operator.agent.protocol.ScheduleReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is seen in Kubernetes, and what there is to say of what is not there.
 *
 * @param clusters sees clusters
 * @param delivery has had some refused
 * @param others sees backups, schedules and restores
 * @param backupDelivery knows of those that are no more or were refused, and of schedules that were
 * @param restoreDelivery knows of those that are no more or were refused
 * @param erasing knows of those that have ended or were refused
 */
record RegionSources(
    ClusterWatch clusters,
    Delivery delivery,
    BackupWatch others,
    BackupDelivery backupDelivery,
    RestoreDelivery restoreDelivery,
    Erasures erasing)
    implements Reporter.Sources {

  @Override
  public List<ClusterReport> reports() {
    return merged(ClusterReport::clusterId, clusters.reports(), delivery.outcomes());
  }

  @Override
  public List<BackupReport> backups() {
    return merged(BackupReport::key, others.backups(), backupDelivery.backups());
  }

  @Override
  public List<ScheduleReport> schedules() {
    return merged(ScheduleReport::key, others.schedules(), backupDelivery.schedules());
  }

  @Override
  public List<RestoreReport> restores() {
    return merged(RestoreReport::key, others.restores(), restoreDelivery.reports());
  }

  @Override
  public List<ErasureReport> erasures() {
    return merged(ErasureReport::clusterId, clusters.hindrances(), erasing.outcomes());
  }

  /**
   * Forgets what is no more, now that it is known; not while the watch still sees it, as it would
   * be told of as if it were there once more.
   */
  @Override
  public void told(Report report) {
    Set<String> backupsSeen = keys(BackupReport::key, others.backups());
    report.backups().stream()
        .filter(backup -> backup.gone() && !backupsSeen.contains(backup.key()))
        .forEach(backupDelivery::forget);
    Set<String> restoresSeen = keys(RestoreReport::key, others.restores());
    report.restores().stream()
        .filter(restore -> restore.gone() && !restoresSeen.contains(restore.key()))
        .forEach(restoreDelivery::forget);
  }

  private static <T> Set<String> keys(Function<T, String> key, List<T> reports) {
    return reports.stream().map(key).collect(Collectors.toSet());
  }

  private static <T> List<T> merged(Function<T, String> key, List<T> seen, List<T> said) {
    Map<String, T> reports = new LinkedHashMap<>();
    seen.forEach(report -> reports.put(key.apply(report), report));
    said.forEach(report -> reports.put(key.apply(report), report));
    return List.copyOf(reports.values());
  }
}
