package dev.aerie.controlplane.recyclebin;

import dev.aerie.controlplane.database.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something in the recycle bin.
 *
 * @param projectId the project it was in, or it was
 * @param purgeAt until when it can be brought back; then it is erased
 */
public record Deleted(
    Kind kind, String id, String projectId, String name, Instant deletedAt, Instant purgeAt) {

  /** What it was. */
  @Schema(name = "DeletedKind")
  public enum Kind {
    /** A cluster whose data was kept; POST /v1/clusters/{id}:restore brings it back. */
    CLUSTER,
    /** A project; POST /v1/projects/{id}:restore brings it back. */
    PROJECT
  }

  static Deleted read(Row row) {
    Instant at = row.instant("deleted_at");
    return new Deleted(
        Kind.valueOf(row.string("kind")),
        row.string("id"),
        row.string("project_id"),
        row.string("name"),
        at,
        at.plus(RecycleBin.KEPT));
  }
}
