package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.keycloak.IdentityProviders;
import dev.aerie.controlplane.keycloak.KeycloakTurns;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.problem.Refuses;
import dev.aerie.controlplane.sso.SsoConnection.Protocol;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * How people sign in by their organisation's identity provider. What takes long, asking addresses
 * and DNS, is done outside of transactions.
 */
@Path("/v1/organizations/{id}/sso-connections")
@Tag(name = "Single sign-on", description = "Sign-in by an organization's own identity provider.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SsoConnectionResource {
  private static final String METADATA = "application/samlmetadata+xml";

  private final Exchange exchange;
  private final SsoConnectionService service;
  private final DomainVerification domains;
  private final MetadataReader metadata;
  private final SsoTester tester;
  private final TxtRecords records;
  private final IdentityProviders providers;
  private final KeycloakTurns turns;

  SsoConnectionResource(
      Exchange exchange,
      SsoConnectionService service,
      DomainVerification domains,
      MetadataReader metadata,
      SsoTester tester,
      TxtRecords records,
      IdentityProviders providers,
      KeycloakTurns turns) {
    this.exchange = exchange;
    this.service = service;
    this.domains = domains;
    this.metadata = metadata;
    this.tester = tester;
    this.records = records;
    this.providers = providers;
    this.turns = turns;
  }

  @GET
  @Needs(Permission.SSO_READ)
  @Operation(summary = "List single sign-on connections")
  public Page<SsoConnection> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> service.list(sql, id, page));
  }

  @POST
  @Needs(Permission.SSO_WRITE)
  @Refuses({
    Code.DOMAIN_TAKEN,
    Code.EXCEEDS_OWN_ROLE,
    Code.SSO_BROKER_REFUSED,
    Code.TOO_MANY_CONNECTIONS
  })
  @Operation(
      summary = "Create a single sign-on connection",
      description = "Makes one; nobody comes through it before its domain is verified.")
  @APIResponseSchema(value = SsoConnection.class, responseCode = "201")
  public Response create(String id, NewSsoConnection body) {
    service.authorize(id);
    body.check();
    ProviderMetadata read =
        read(body.saml(), body.oidc())
            .orElseThrow(() -> new IllegalStateException("checked before"));
    return turns.take(
        () ->
            exchange.post(
                body,
                sql -> {
                  SsoConnection made = service.create(sql, id, body, read);
                  return Answer.created(
                      made, "/v1/organizations/" + id + "/sso-connections/" + made.id());
                }));
  }

  private Optional<ProviderMetadata> read(Optional<SamlBody> saml, Optional<OidcBody> oidc) {
    return saml.flatMap(SamlBody::metadataUrl)
        .map(metadata::samlAt)
        .or(() -> saml.flatMap(SamlBody::metadata).map(metadata::saml))
        .or(() -> oidc.flatMap(OidcBody::issuer).map(metadata::oidc));
  }

  @GET
  @Path("{connectionId}")
  @Needs(Permission.SSO_READ)
  @Operation(summary = "Get a single sign-on connection")
  @APIResponseSchema(value = SsoConnection.class, responseCode = "200")
  public Response get(String id, String connectionId) {
    return exchange.show(sql -> service.get(sql, id, connectionId));
  }

  @PATCH
  @Path("{connectionId}")
  @Needs(Permission.SSO_WRITE)
  @Refuses({
    Code.BREAK_GLASS_OWNER_REQUIRED,
    Code.DOMAIN_UNVERIFIED,
    Code.EXCEEDS_OWN_ROLE,
    Code.SSO_BROKER_REFUSED
  })
  @Operation(
      summary = "Change a single sign-on connection",
      description =
          "Changes one. Metadata with several signing certificates lets the "
              + "provider change over.")
  @APIResponseSchema(value = SsoConnection.class, responseCode = "200")
  public Response change(
      String id,
      String connectionId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      SsoConnectionChanges body) {
    exchange.read(sql -> service.get(sql, id, connectionId));
    body.check();
    Optional<ProviderMetadata> read = read(body.saml(), body.oidc());
    return turns.take(
        () ->
            exchange.change(
                sql -> Answer.ok(service.change(sql, id, connectionId, ifMatch, body, read))));
  }

  @DELETE
  @Path("{connectionId}")
  @Needs(Permission.SSO_WRITE)
  @Refuses(Code.SSO_BROKER_REFUSED)
  @Operation(
      summary = "Delete a single sign-on connection",
      description = "Removes one. Whoever came through it is signed out.")
  @APIResponse(responseCode = "204")
  public Response delete(String id, String connectionId) {
    return turns.take(() -> exchange.remove(sql -> service.delete(sql, id, connectionId)));
  }

  @POST
  @Path("{connectionId}:test")
  @Needs(Permission.SSO_WRITE)
  @Refuses(Code.DNS_UNAVAILABLE)
  @Operation(
      summary = "Test a single sign-on connection",
      description = "Tries one without changing anything, and says what is wrong.")
  @APIResponseSchema(value = SsoCheck.class, responseCode = "200")
  public Response test(String id, String connectionId) {
    SsoConnection connection = exchange.read(sql -> service.get(sql, id, connectionId));
    SsoCheck found = tester.test(connection);
    return exchange.post("", sql -> Answer.ok(found));
  }

  @POST
  @Path("{connectionId}:verify-domain")
  @Needs(Permission.SSO_WRITE)
  @Refuses({
    Code.DNS_UNAVAILABLE,
    Code.DOMAIN_TAKEN,
    Code.DOMAIN_UNVERIFIED,
    Code.SSO_BROKER_REFUSED
  })
  @Operation(
      summary = "Verify the domain of a connection",
      description =
          "Looks for the TXT record and, if it is there, lets people of the domain "
              + "come through.")
  @APIResponseSchema(value = SsoConnection.class, responseCode = "200")
  public Response verifyDomain(String id, String connectionId) {
    SsoConnection connection = exchange.read(sql -> service.get(sql, id, connectionId));
    List<String> found = records.at(connection.domainRecord().name());
    return turns.take(
        () -> exchange.post("", sql -> Answer.ok(domains.verify(sql, id, connectionId, found))));
  }

  @GET
  @Path("{connectionId}/service-provider-metadata")
  @Produces(METADATA)
  @Needs(Permission.SSO_READ)
  @Refuses(Code.NOT_SAML)
  @Operation(
      summary = "Download the service provider metadata",
      description = "What the provider's administrator needs: our SAML metadata.")
  @APIResponse(
      responseCode = "200",
      content = @Content(mediaType = METADATA, schema = @Schema(implementation = String.class)))
  public Response serviceProviderMetadata(String id, String connectionId) {
    SsoConnection connection = exchange.read(sql -> service.get(sql, id, connectionId));
    if (connection.protocol() != Protocol.SAML) {
      throw new Problem(Code.NOT_SAML, "The connection is one of OIDC and has no SAML metadata.");
    }
    return Response.ok(providers.serviceProviderMetadata(connectionId))
        .type(METADATA)
        .header("Content-Disposition", "attachment; filename=\"" + connectionId + ".xml\"")
        .build();
  }
}
