package dev.aerie.operator.agent.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupStatus;
import dev.aerie.crds.Verification;
import java.util.Optional;

/**
 * What one backup is. Empty texts are left out; sentences and addresses are not told.
 *
 * @param clusterId whose it is
 * @param name of the VectorBackup
 * @param schedule name of the VectorBackupSchedule that made it, empty if none did
 * @param phase the VectorBackup's phase
 * @param reason why, for programs
 * @param timestamp the moment it is of, ISO 8601
 * @param collections collections in it
 * @param rows rows in them
 * @param bytes size of its objects
 * @param verified how the restore drill went; empty until there was one
 * @param verifiedAt when, ISO 8601
 * @param recall share of the hits of sampled searches found again
 * @param gone whether it is no more
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BackupReport(
    String clusterId,
    String name,
    String schedule,
    String phase,
    String reason,
    String timestamp,
    int collections,
    long rows,
    long bytes,
    Optional<Boolean> verified,
    String verifiedAt,
    String recall,
    boolean gone) {

  /** Takes what is absent as empty. */
  public BackupReport {
    verified = verified == null ? Optional.empty() : verified;
  }

  /**
   * What Kubernetes says.
   *
   * @param schedule the schedule that made it, empty if none did
   * @param reason of its condition Ready
   */
  public static BackupReport of(
      String clusterId, VectorBackup backup, String schedule, String phase, String reason) {
    VectorBackupStatus status = backup.lastStatus();
    Optional<Verification> drill = status.drill();
    return new BackupReport(
        clusterId,
        backup.getMetadata().getName(),
        schedule,
        phase,
        reason,
        status.timestamp(),
        status.collections(),
        status.rows(),
        status.bytes(),
        drill.map(Verification::passed),
        drill.map(Verification::at).orElse(""),
        drill.map(Verification::recall).orElse(""),
        false);
  }

  /** It is no more. */
  public static BackupReport gone(String clusterId, String name) {
    return bare(clusterId, name, "", "", true);
  }

  /** Kubernetes does not take it. */
  public static BackupReport refused(String clusterId, String name) {
    return bare(clusterId, name, "Failed", "ApplyRefused", false);
  }

  private static BackupReport bare(
      String clusterId, String name, String phase, String reason, boolean gone) {
    return new BackupReport(
        clusterId, name, "", phase, reason, "", 0, 0, 0, Optional.empty(), "", "", gone);
  }

  /** What tells it from others. */
  public String key() {
    return clusterId + "/" + name;
  }
}
