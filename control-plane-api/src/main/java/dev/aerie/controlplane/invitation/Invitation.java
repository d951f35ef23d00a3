package dev.aerie.controlplane.invitation;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.Row;
import java.time.Instant;
import java.util.Optional;

/**
 * What asks somebody into an organisation; its token is only in the mail.
 *
 * @param expiresAt seven days after it was made
 */
public record Invitation(
    String id,
    String organizationId,
    String email,
    Role role,
    String invitedBy,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> acceptedAt,
    Optional<Instant> revokedAt) {

  static Invitation read(Row row) {
    return new Invitation(
        row.string("id"),
        row.string("org_id"),
        row.string("email"),
        Role.valueOf(row.string("role")),
        row.string("invited_by"),
        row.instant("created_at"),
        row.instant("expires_at"),
        row.time("accepted_at"),
        row.time("revoked_at"));
  }

  boolean isOpen(Instant now) {
    return acceptedAt.isEmpty() && revokedAt.isEmpty() && now.isBefore(expiresAt);
  }
}
