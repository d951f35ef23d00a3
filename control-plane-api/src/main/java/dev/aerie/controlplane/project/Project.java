package dev.aerie.controlplane.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.exchange.Versioned;
import java.time.Instant;

/** Clusters and keys of one purpose, inside an organisation. */
public record Project(
    String id,
    String organizationId,
    String name,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore long etag)
    implements Versioned {

  static Project read(Row row) {
    return new Project(
        row.string("id"),
        row.string("org_id"),
        row.string("name"),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.number("etag"));
  }

  /** Where it lies. */
  public Target target() {
    return Target.project(organizationId, id);
  }
}
