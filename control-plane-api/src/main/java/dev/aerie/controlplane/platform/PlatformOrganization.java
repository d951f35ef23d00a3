package dev.aerie.controlplane.platform;

import dev.aerie.controlplane.database.Row;
import java.time.Instant;

/** An organisation as those who run the platform find it, and how much it has. */
public record PlatformOrganization(
    String id,
    String name,
    String plan,
    long projects,
    long clusters,
    long members,
    Instant createdAt,
    Instant updatedAt) {

  static PlatformOrganization read(Row row) {
    return new PlatformOrganization(
        row.string("org_id"),
        row.string("name"),
        row.string("plan"),
        row.number("projects"),
        row.number("clusters"),
        row.number("members"),
        row.instant("created_at"),
        row.instant("updated_at"));
  }
}
