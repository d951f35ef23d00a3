package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Grant;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.guessing.Guesses;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Finds out which identity provider calls {@code /scim/v2/<organisation>}: its token opens that
 * organisation only, and who guesses tokens is slowed.
 */
class ScimAuthentication {
  private static final String BASE = "/scim/v2/";
  private static final String BEARER = "Bearer ";

  private final Caller caller;
  private final Database database;
  private final Guesses guesses;

  ScimAuthentication(Caller caller, Database database, Guesses guesses) {
    this.caller = caller;
    this.database = database;
    this.guesses = guesses;
  }

  @ServerRequestFilter(priority = 2)
  void authenticate(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (path.startsWith(BASE)) {
      String organization = path.substring(BASE.length()).replaceAll("/.*", "");
      String token =
          Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
              .filter(header -> header.startsWith(BEARER))
              .map(header -> header.substring(BEARER.length()).strip())
              .orElseThrow(ScimAuthentication::refusal);
      caller.identify(principal(organization, ApiKeySecret.sha256(token)), Permission.SIGNED_IN);
    }
  }

  private Principal principal(String organization, String hash) {
    guesses.mustBeFew(caller.remoteAddress(), hash);
    Optional<Stored> stored = stored(organization, hash);
    stored.map(Stored::principal).ifPresent(caller::claims);
    if (stored.filter(Stored::holds).isEmpty()) {
      guesses.failed(caller.remoteAddress(), hash);
      throw refusal();
    }
    guesses.succeeded(caller.remoteAddress(), hash);
    return stored.get().principal();
  }

  private static Problem refusal() {
    return Problem.unauthenticated(
        "The token is not valid for this organization. Make one at /v1/organizations/{id}/scim-tokens.");
  }

  private Optional<Stored> stored(String organization, String hash) {
    if (!Kind.ORGANIZATION.matches(organization)) {
      return Optional.empty();
    }
    return database.read(
        Scope.organization(organization),
        sql ->
            sql.first(
                """
                SELECT t.id, t.name, revoked_at IS NULL AS holds FROM scim_tokens t JOIN organizations o USING (org_id)
                WHERE org_id = ? AND sha256 = ? AND o.deleted_at IS NULL
                """,
                row -> Stored.read(row, organization),
                organization,
                hash));
  }

  private record Stored(Principal principal, boolean holds) {
    static Stored read(Row row, String organization) {
      var grant = new Grant(organization, Optional.empty(), List.of(), Role.MEMBER.powers());
      return new Stored(
          new Principal(Principal.Kind.SCIM, row.string("id"), row.string("name"), List.of(grant)),
          row.flag("holds"));
    }
  }
}
