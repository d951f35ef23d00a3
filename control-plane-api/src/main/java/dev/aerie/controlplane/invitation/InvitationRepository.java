package dev.aerie.controlplane.invitation;

import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of invitations. Safe for use by many threads. */
@ApplicationScoped
class InvitationRepository {

  List<Invitation> list(Sql sql, String organization, String after, int limit) {
    return sql.list(
        "SELECT * FROM invitations WHERE org_id = ? AND id > ? ORDER BY id LIMIT ?",
        Invitation::read,
        organization,
        after,
        limit);
  }

  Optional<Invitation> lock(Sql sql, String organization, String id) {
    return sql.first(
        "SELECT * FROM invitations WHERE org_id = ? AND id = ? FOR UPDATE",
        Invitation::read,
        organization,
        id);
  }

  /** Whose invitation has this token, whoever asks. */
  Optional<String> organization(Sql sql, String tokenSha256) {
    return sql.first("SELECT organization_inviting(?) AS id", row -> row.text("id"), tokenSha256)
        .flatMap(found -> found);
  }

  Optional<Invitation> lockByToken(Sql sql, String organization, String tokenSha256) {
    return sql.first(
        "SELECT * FROM invitations WHERE org_id = ? AND token_sha256 = ? FOR UPDATE",
        Invitation::read,
        organization,
        tokenSha256);
  }

  /** The one to an address that has been neither accepted nor revoked; it may have expired. */
  Optional<Invitation> lockUnsettled(Sql sql, String organization, String email) {
    return sql.first(
        """
        SELECT * FROM invitations
        WHERE org_id = ? AND lower(email) = lower(?) AND accepted_at IS NULL AND revoked_at IS NULL FOR UPDATE
        """,
        Invitation::read,
        organization,
        email);
  }

  /** Keeps a new one; there must be no other to its address that is not settled. */
  void insert(Sql sql, Invitation made, String tokenSha256) {
    sql.change(
        """
        INSERT INTO invitations (org_id, id, email, role, token_sha256, invited_by, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        made.organizationId(),
        made.id(),
        made.email(),
        made.role(),
        tokenSha256,
        made.invitedBy(),
        made.createdAt(),
        made.expiresAt());
  }

  void revoke(Sql sql, Invitation ended, Instant at) {
    sql.change(
        "UPDATE invitations SET revoked_at = ? WHERE org_id = ? AND id = ? AND accepted_at IS NULL AND revoked_at IS NULL",
        at,
        ended.organizationId(),
        ended.id());
  }

  void accept(Sql sql, Invitation accepted, Instant at) {
    sql.change(
        "UPDATE invitations SET accepted_at = ? WHERE org_id = ? AND id = ?",
        at,
        accepted.organizationId(),
        accepted.id());
  }
}
