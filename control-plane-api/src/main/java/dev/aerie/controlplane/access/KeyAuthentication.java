package dev.aerie.controlplane.access;

import dev.aerie.controlplane.address.AddressRange;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.guessing.Guesses;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells who an API key is; who guesses is slowed. Safe for use by many threads. */
@ApplicationScoped
public class KeyAuthentication {
  private static final Duration USE_KEPT_TO = Duration.ofMinutes(1);

  private final Database database;
  private final Caller caller;
  private final Clock clock;
  private final Guesses guesses;

  KeyAuthentication(Database database, Caller caller, Guesses guesses, Clock clock) {
    this.database = database;
    this.caller = caller;
    this.clock = clock;
    this.guesses = guesses;
  }

  /**
   * The principal behind a key's text.
   *
   * @throws Problem 401 when it is unknown, revoked or expired, which all sound the same; 403 when
   *     it comes from an address it may not; 429 when there were too many failures
   */
  public Principal authenticate(String text) {
    Optional<String> id = ApiKeySecret.idIn(text);
    String guess = id.orElse("");
    guesses.mustBeFew(caller.remoteAddress(), guess);
    Stored key =
        id.flatMap(this::stored)
            .filter(stored -> holds(stored, text))
            .orElseThrow(() -> refusal(guess));
    if (!key.mayComeFrom(caller.remoteAddress())) {
      caller.claims(key.principal());
      throw new Problem(
          Code.ADDRESS_NOT_ALLOWED,
          "The key may not be used from %s. Add the address to its allowlist by a new key."
              .formatted(caller.remoteAddress()));
    }
    guesses.succeeded(caller.remoteAddress(), guess);
    noteUse(key);
    return key.principal();
  }

  private Problem refusal(String guess) {
    guesses.failed(caller.remoteAddress(), guess);
    return Problem.unauthenticated(
        "The API key is not valid, has expired or was revoked. Use another one.");
  }

  private boolean holds(Stored key, String text) {
    boolean holds = ApiKeySecret.matches(text, key.sha256()) && key.isValid(clock.instant());
    if (!holds) {
      caller.claims(key.principal());
    }
    return holds;
  }

  private void noteUse(Stored key) {
    Instant now = clock.instant();
    if (key.lastUsedAt().map(last -> last.plus(USE_KEPT_TO).isBefore(now)).orElse(true)) {
      database.transaction(
          Scope.organization(key.organization()),
          sql ->
              sql.change(
                  "UPDATE api_keys SET last_used_at = ? WHERE org_id = ? AND id = ?",
                  now,
                  key.organization(),
                  key.principal().id()));
    }
  }

  private Optional<Stored> stored(String id) {
    return database.read(
        Scope.principal(id),
        sql ->
            sql.first(
                """
                SELECT k.*, cardinality(k.cluster_ids) > 0 OR k.scopes <> '[]' AS narrowed,
                  coalesce(r.permissions, '{}') AS permissions, r.data_role
                FROM api_keys k LEFT JOIN project_roles r ON r.org_id = k.org_id AND r.id = k.role WHERE k.id = ?
                """,
                Stored::read,
                id));
  }

  private record Stored(
      String organization,
      Principal principal,
      String sha256,
      List<String> ipAllowlist,
      Optional<Instant> expiresAt,
      Optional<Instant> revokedAt,
      Optional<Instant> lastUsedAt) {

    /**
     * A key that is narrowed to clusters or scopes is one for rows, whatever its role has become
     * since: more would let it make keys that are not narrowed.
     */
    static Stored read(Row row) {
      var grant =
          new Grant(
              row.string("org_id"),
              row.text("project_id"),
              row.strings("cluster_ids"),
              row.flag("narrowed")
                  ? Powers.read(row).within(Role.DATA_ADMIN.powers())
                  : Powers.read(row));
      return new Stored(
          grant.organization(),
          new Principal(
              Principal.Kind.API_KEY, row.string("id"), row.string("name"), List.of(grant)),
          row.string("sha256"),
          row.strings("ip_allowlist"),
          row.time("expires_at"),
          row.time("revoked_at"),
          row.time("last_used_at"));
    }

    boolean isValid(Instant now) {
      return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
    }

    boolean mayComeFrom(String address) {
      return ipAllowlist.isEmpty()
          || ipAllowlist.stream()
              .flatMap(range -> AddressRange.parse(range).stream())
              .anyMatch(range -> range.contains(address));
    }
  }
}
