package dev.aerie.controlplane.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.database.Row;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Long work on a cluster. It ends when the region has reported its effect.
 *
 * @param backupId the backup it is about, if it is about one
 */
public record Operation(
    String id,
    Kind kind,
    String organizationId,
    String clusterId,
    Optional<String> backupId,
    State state,
    Optional<String> error,
    Instant createdAt,
    Optional<Instant> finishedAt,
    @JsonIgnore long generation) {

  /** What is being done. */
  @Schema(name = "OperationKind")
  public enum Kind {
    /** A cluster is made. */
    CREATE_CLUSTER,
    /** Its settings change. */
    UPDATE_CLUSTER,
    /** Its compute stops. */
    SUSPEND_CLUSTER,
    /** Its compute comes back. */
    RESUME_CLUSTER,
    /** Its pods are started anew. */
    RESTART_CLUSTER,
    /** Its pods get another version. */
    UPGRADE_CLUSTER,
    /** It comes back from the recycle bin. */
    RESTORE_CLUSTER,
    /** It goes. */
    DELETE_CLUSTER,
    /** A backup of it is made. */
    CREATE_BACKUP,
    /** A backup of it is removed. */
    DELETE_BACKUP,
    /** Collections of a backup of it come back into it. */
    RESTORE_BACKUP
  }

  /** How far it is. */
  @Schema(name = "OperationState")
  public enum State {
    /** The region has not seen it yet. */
    PENDING,
    /** The region works on it. */
    RUNNING,
    /** Done. */
    SUCCEEDED,
    /** It will not come true; see the error. */
    FAILED
  }

  static Operation read(Row row) {
    return new Operation(
        row.string("id"),
        Kind.valueOf(row.string("kind")),
        row.string("org_id"),
        row.string("cluster_id"),
        row.text("backup_id"),
        State.valueOf(row.string("state")),
        row.text("error"),
        row.instant("created_at"),
        row.time("finished_at"),
        row.number("generation"));
  }
}
