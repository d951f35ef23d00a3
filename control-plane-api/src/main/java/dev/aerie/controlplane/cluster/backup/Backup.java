package dev.aerie.controlplane.cluster.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.exchange.Versioned;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of a cluster at one moment, which stays restorable.
 *
 * @param scheduleId the schedule that made it, if one did
 * @param verify whether a restore is tried once it is made
 * @param takenAt the moment it is of
 * @param rows rows in its collections, deleted ones not counted
 * @param bytes size of its objects, those shared with the cluster or other backups included
 * @param verified how the restore that was tried went; empty until one was
 * @param recall share of the hits of sampled searches that the restored rows gave again
 * @param resource name of the region's VectorBackup
 */
public record Backup(
    String id,
    String organizationId,
    String projectId,
    String clusterId,
    Optional<String> scheduleId,
    String name,
    boolean verify,
    boolean deletionProtection,
    BackupState state,
    Optional<String> stateReason,
    Optional<Instant> takenAt,
    int collections,
    long rows,
    long bytes,
    Optional<Boolean> verified,
    Optional<Instant> verifiedAt,
    Optional<String> recall,
    Optional<String> operationId,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore String region,
    @JsonIgnore String resource,
    @JsonIgnore long etag)
    implements Versioned {

  /** Where it lies. */
  public Target target() {
    return Target.cluster(organizationId, projectId, clusterId);
  }

  /**
   * Refuses one that nothing can be taken from, or not yet.
   *
   * @throws Problem 409
   */
  public void mustBeReady() {
    if (state != BackupState.READY) {
      throw new Problem(
          Code.BACKUP_NOT_READY, "Backup %s is %s. Take one that is READY.".formatted(name, state));
    }
  }

  static Backup read(Row row) {
    return new Backup(
        row.string("id"),
        row.string("org_id"),
        row.string("project_id"),
        row.string("cluster_id"),
        row.text("schedule_id"),
        row.string("name"),
        row.flag("verify"),
        row.flag("deletion_protection"),
        BackupState.valueOf(row.string("state")),
        row.text("state_reason"),
        row.time("taken_at"),
        row.integer("collections"),
        row.number("row_count"),
        row.number("bytes"),
        row.text("verified").map(text -> text.equals("t")),
        row.time("verified_at"),
        row.text("recall"),
        row.text("operation_id"),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.string("region"),
        row.string("resource"),
        row.number("etag"));
  }
}
