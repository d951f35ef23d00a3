package dev.aerie.controlplane.apikey;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.exchange.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A credential of a tool; its secret is not kept.
 *
 * @param projectId the only project it opens; empty for all
 * @param clusterIds the only clusters it opens; empty for all
 */
public record ApiKey(
    String id,
    String organizationId,
    Optional<String> projectId,
    List<String> clusterIds,
    String name,
    Role role,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt,
    Instant createdAt)
    implements Versioned {

  /** Copies the list. */
  public ApiKey {
    clusterIds = List.copyOf(clusterIds);
  }

  static ApiKey read(Row row) {
    return new ApiKey(
        row.string("id"),
        row.string("org_id"),
        row.text("project_id"),
        row.strings("cluster_ids"),
        row.string("name"),
        Role.valueOf(row.string("role")),
        row.time("expires_at"),
        row.time("revoked_at"),
        row.instant("created_at"));
  }

  /** A key changes once: when it is revoked. */
  @Override
  @JsonIgnore
  public long etag() {
    return revokedAt.isPresent() ? 2 : 1;
  }

  Target target() {
    return new Target(organizationId, projectId, Optional.empty());
  }
}
