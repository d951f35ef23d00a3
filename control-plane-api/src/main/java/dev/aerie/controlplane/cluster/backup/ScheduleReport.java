package dev.aerie.controlplane.cluster.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Optional;

/**
 * How a schedule of backups is, as its region's agent tells it.
 *
 * @param name of the VectorBackupSchedule
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScheduleReport(
    String clusterId,
    String name,
    Optional<String> reason,
    Optional<String> lastScheduled,
    Optional<String> next,
    Optional<Integer> kept) {

  /** Whether it says what it is about. */
  @JsonIgnore
  public boolean isWhole() {
    return clusterId != null && name != null;
  }

  Optional<Instant> lastMoment() {
    return BackupReport.time(lastScheduled);
  }

  Optional<Instant> nextMoment() {
    return BackupReport.time(next);
  }
}
