package dev.aerie.operator.agent.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * What a region tells the control plane. Sent again unchanged until it is accepted.
 *
 * @param agentId who reports; numbers its batches on its own
 * @param batch rises by one
 * @param sentAt when it was made
 * @param region the region itself
 * @param statuses clusters of which something is new
 * @param usage intervals of compute not reported before
 * @param metrics what was measured of clusters
 * @param events turns in clusters' lives
 * @param backups backups of which something is new
 * @param backupSchedules schedules of backups of which something is new
 * @param restores restores into clusters of which something is new
 * @param keyUses uses of API keys of which something is new
 * @param erasures erasures of which something is new
 */
public record Report(
    String agentId,
    long batch,
    Instant sentAt,
    Region region,
    List<ClusterReport> statuses,
    List<UsageRecord> usage,
    List<MetricSample> metrics,
    List<ClusterEventRecord> events,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<BackupReport> backups,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ScheduleReport> backupSchedules,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RestoreReport> restores,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<KeyUse> keyUses,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ErasureReport> erasures) {

  /** Takes absent lists as empty: a report may have been kept by an older agent. */
  public Report {
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
    events = events == null ? List.of() : List.copyOf(events);
    backups = backups == null ? List.of() : List.copyOf(backups);
    backupSchedules = backupSchedules == null ? List.of() : List.copyOf(backupSchedules);
    restores = restores == null ? List.of() : List.copyOf(restores);
    keyUses = keyUses == null ? List.of() : List.copyOf(keyUses);
    erasures = erasures == null ? List.of() : List.copyOf(erasures);
  }

  /**
   * The region itself.
   *
   * @param kubernetesVersion such as {@code v1.35.4}
   * @param agentVersion version of the operator
   * @param classes what clusters can be made of
   * @param features what the control plane may ask of it beyond the first version of the protocol
   */
  public record Region(
      String kubernetesVersion,
      String agentVersion,
      List<ClassReport> classes,
      List<String> features) {}

  /**
   * One class.
   *
   * @param name its name
   * @param description for people who choose
   * @param cpuPerUnit CPU of a unit as a Kubernetes quantity
   * @param memoryPerUnit memory of a unit as a Kubernetes quantity
   * @param isDefault whether clusters that name no class get it
   * @param versions what its clusters can run
   */
  public record ClassReport(
      String name,
      String description,
      String cpuPerUnit,
      String memoryPerUnit,
      @JsonProperty("default") boolean isDefault,
      List<String> versions) {}
}
