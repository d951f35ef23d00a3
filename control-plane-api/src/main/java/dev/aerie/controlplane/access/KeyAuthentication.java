package dev.aerie.controlplane.access;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells who an API key is. Safe for use by many threads. */
@ApplicationScoped
public class KeyAuthentication {
  private final Database database;
  private final Caller caller;
  private final Clock clock;

  KeyAuthentication(Database database, Caller caller, Clock clock) {
    this.database = database;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * The principal behind a key's text.
   *
   * @throws Problem 401 when it is unknown, revoked or expired; all three sound the same
   */
  public Principal authenticate(String text) {
    return ApiKeySecret.idIn(text)
        .flatMap(this::stored)
        .filter(key -> holds(key, text))
        .map(Stored::principal)
        .orElseThrow(
            () ->
                Problem.unauthenticated(
                    "The API key is not valid, has expired or was revoked. Use another one."));
  }

  private boolean holds(Stored key, String text) {
    boolean holds = ApiKeySecret.matches(text, key.sha256()) && key.isValid(clock.instant());
    if (!holds) {
      caller.claims(key.principal());
    }
    return holds;
  }

  private Optional<Stored> stored(String id) {
    return database.transaction(
        Scope.principal(id),
        sql -> sql.first("SELECT * FROM api_keys WHERE id = ?", Stored::read, id));
  }

  private record Stored(
      Principal principal,
      String sha256,
      Optional<Instant> expiresAt,
      Optional<Instant> revokedAt) {

    static Stored read(Row row) {
      var grant =
          new Grant(
              row.string("org_id"),
              row.text("project_id"),
              row.strings("cluster_ids"),
              Role.valueOf(row.string("role")));
      return new Stored(
          new Principal(
              Principal.Kind.API_KEY, row.string("id"), row.string("name"), List.of(grant)),
          row.string("sha256"),
          row.time("expires_at"),
          row.time("revoked_at"));
    }

    boolean isValid(Instant now) {
      return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
    }
  }
}
