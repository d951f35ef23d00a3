package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.invitation.InvitationConfig;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/** Rules of SCIM tokens. Safe for use by many threads. */
@ApplicationScoped
public class ScimTokenService {
  private static final int BYTES = 32;
  private static final int MOST_OPEN = 10;
  private static final SecureRandom SOURCE = new SecureRandom();

  private final OrganizationService organizations;
  private final InvitationConfig config;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  ScimTokenService(
      OrganizationService organizations,
      InvitationConfig config,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.organizations = organizations;
    this.config = config;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  Page<ScimToken> list(Sql sql, String organization, PageRequest page) {
    caller.authorizeOrganization(organization);
    return page.cut(
        sql.list(
            "SELECT * FROM scim_tokens WHERE org_id = ? AND id > ? ORDER BY id LIMIT ?",
            ScimTokenService::read,
            organization,
            page.after(Kind.SCIM_TOKEN),
            page.limit() + 1),
        ScimToken::id);
  }

  CreatedScimToken create(Sql sql, String organization, NewScimToken body) {
    organizations.lock(sql, organization);
    body.check();
    mustHaveRoom(sql, organization);
    var made =
        new ScimToken(
            identifiers.next(Kind.SCIM_TOKEN),
            organization,
            body.name().orElseThrow(),
            clock.instant(),
            Optional.empty());
    var random = new byte[BYTES];
    SOURCE.nextBytes(random);
    String secret = "aerie-scim_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    sql.change(
        "INSERT INTO scim_tokens (org_id, id, name, sha256, created_at) VALUES (?, ?, ?, ?, ?)",
        organization,
        made.id(),
        made.name(),
        ApiKeySecret.sha256(secret),
        made.createdAt());
    audit.record(
        sql, organization, "scim-token.create", made.id(), Optional.empty(), Optional.of(made));
    return new CreatedScimToken(made, secret, config.url() + "/scim/v2/" + organization);
  }

  private static void mustHaveRoom(Sql sql, String organization) {
    long open =
        sql.first(
                "SELECT count(*) AS open FROM scim_tokens WHERE org_id = ? AND revoked_at IS NULL",
                row -> row.number("open"),
                organization)
            .orElseThrow();
    if (open >= MOST_OPEN) {
      throw new Problem(
          Code.TOO_MANY_TOKENS, "There are %d tokens already. Revoke one first.".formatted(open));
    }
  }

  /** Ends a token; ending it twice is ending it once. */
  ScimToken revoke(Sql sql, String organization, String id) {
    organizations.lock(sql, organization);
    ScimToken before =
        sql.first(
                "SELECT * FROM scim_tokens WHERE org_id = ? AND id = ?",
                ScimTokenService::read,
                organization,
                id)
            .orElseThrow(() -> Problem.notFound(Kind.SCIM_TOKEN, id));
    if (before.revokedAt().isEmpty()) {
      sql.change(
          "UPDATE scim_tokens SET revoked_at = ? WHERE org_id = ? AND id = ?",
          clock.instant(),
          organization,
          id);
      audit.record(
          sql, organization, "scim-token.revoke", id, Optional.of(before), Optional.empty());
    }
    return before;
  }

  private static ScimToken read(Row row) {
    return new ScimToken(
        row.string("id"),
        row.string("org_id"),
        row.string("name"),
        row.instant("created_at"),
        row.time("revoked_at"));
  }
}
