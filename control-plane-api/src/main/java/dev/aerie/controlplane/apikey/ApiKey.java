package dev.aerie.controlplane.apikey;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.access.Creator;
import dev.aerie.controlplane.access.KeyScope;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.exchange.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A credential of a tool; its secret is not kept.
 *
 * @param projectId the only project it opens; empty for all
 * @param clusterIds the only clusters it opens; empty for all
 * @param role the name of a built-in role, or the id of a custom one
 * @param scopes the only databases and collections it opens there; empty for all
 * @param ipAllowlist the only addresses it may come from, in CIDR notation; empty for all
 * @param rotatedTo the key that takes its place
 * @param lastUsedAt when it was last used, with the control plane or a cluster, to some minutes
 * @param createdBy who made it, or made it anew by a rotation; it ends with them. Empty when that
 *     was before it was noted
 */
public record ApiKey(
    String id,
    String organizationId,
    Optional<String> projectId,
    List<String> clusterIds,
    String name,
    String role,
    List<KeyScope> scopes,
    List<String> ipAllowlist,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt,
    Optional<String> rotatedTo,
    Optional<Instant> lastUsedAt,
    Optional<Creator> createdBy,
    Instant createdAt,
    @JsonIgnore long etag)
    implements Versioned {

  /** Copies the lists. */
  public ApiKey {
    clusterIds = List.copyOf(clusterIds);
    scopes = List.copyOf(scopes);
    ipAllowlist = List.copyOf(ipAllowlist);
  }

  Target target() {
    return new Target(organizationId, projectId, Optional.empty());
  }

  /** Whether it opens anything at this time. */
  boolean isOpen(Instant now) {
    return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
  }

  /** A new key that opens the same, of whoever asked for it. */
  ApiKey successor(String newId, Creator creator, Instant now) {
    return new ApiKey(
        newId,
        organizationId,
        projectId,
        clusterIds,
        name,
        role,
        scopes,
        ipAllowlist,
        expiresAt,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(creator),
        now,
        1);
  }
}
