package dev.aerie.operator.agent.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What one schedule of backups is. Empty texts are left out.
 *
 * @param clusterId whose it is
 * @param name of the VectorBackupSchedule
 * @param reason of its condition Ready, for programs
 * @param lastScheduled the newest time of the schedule that was dealt with, ISO 8601
 * @param next when the next is due, ISO 8601
 * @param kept backups there are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScheduleReport(
    String clusterId, String name, String reason, String lastScheduled, String next, int kept) {

  /** Kubernetes does not take it. */
  public static ScheduleReport refused(String clusterId, String name) {
    return new ScheduleReport(clusterId, name, "ApplyRefused", "", "", 0);
  }

  /** What tells it from others. */
  public String key() {
    return clusterId + "/" + name;
  }
}
