package dev.aerie.controlplane.organization;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.exchange.Versioned;
import java.time.Instant;

/** A tenant. */
public record Organization(
    String id, String name, Instant createdAt, Instant updatedAt, @JsonIgnore long etag)
    implements Versioned {

  static Organization read(Row row) {
    return new Organization(
        row.string("org_id"),
        row.string("name"),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.number("etag"));
  }
}
