package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Grant;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Finds out which identity provider calls {@code /scim/v2/<organisation>}: its token opens that
 * organisation only.
 */
class ScimAuthentication {
  private static final String BASE = "/scim/v2/";
  private static final String BEARER = "Bearer ";

  private final Caller caller;
  private final Database database;

  ScimAuthentication(Caller caller, Database database) {
    this.caller = caller;
    this.database = database;
  }

  @ServerRequestFilter(priority = 2)
  void authenticate(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (path.startsWith(BASE)) {
      String header =
          Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION)).orElse("");
      caller.identify(
          principal(
                  path.substring(BASE.length()).replaceAll("/.*", ""),
                  header.startsWith(BEARER) ? header.substring(BEARER.length()).strip() : "")
              .orElseThrow(
                  () ->
                      Problem.unauthenticated(
                          "The token is not valid for this organization. Make one at /v1/organizations/{id}/scim-tokens.")),
          Permission.SIGNED_IN);
    }
  }

  private Optional<Principal> principal(String organization, String token) {
    if (!Kind.ORGANIZATION.matches(organization)) {
      return Optional.empty();
    }
    return database.read(
        Scope.organization(organization),
        sql ->
            sql.first(
                """
                SELECT t.id, t.name FROM scim_tokens t JOIN organizations o USING (org_id)
                WHERE org_id = ? AND sha256 = ? AND revoked_at IS NULL AND o.deleted_at IS NULL
                """,
                row ->
                    new Principal(
                        Principal.Kind.SCIM,
                        row.string("id"),
                        row.string("name"),
                        List.of(
                            new Grant(
                                organization, Optional.empty(), List.of(), Role.MEMBER.powers()))),
                organization,
                ApiKeySecret.sha256(token)));
  }
}
