package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.keycloak.IdentityProviders;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.sso.SsoConnection.Protocol;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * How people sign in by their organisation's identity provider. What takes long, asking addresses
 * and DNS, is done outside of transactions.
 */
@Path("/v1/organizations/{id}/sso-connections")
@RunOnVirtualThread
public class SsoConnectionResource {
  private final Exchange exchange;
  private final SsoConnectionService service;
  private final MetadataReader metadata;
  private final SsoTester tester;
  private final TxtRecords records;
  private final IdentityProviders providers;

  SsoConnectionResource(
      Exchange exchange,
      SsoConnectionService service,
      MetadataReader metadata,
      SsoTester tester,
      TxtRecords records,
      IdentityProviders providers) {
    this.exchange = exchange;
    this.service = service;
    this.metadata = metadata;
    this.tester = tester;
    this.records = records;
    this.providers = providers;
  }

  /** All connections. */
  @GET
  @Needs(Permission.SSO_READ)
  public Page<SsoConnection> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> service.list(sql, id, page));
  }

  /** Makes one; nobody comes through it before its domain is verified. */
  @POST
  @Needs(Permission.SSO_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = SsoConnection.class)))
  public Response create(String id, NewSsoConnection body) {
    service.authorize(id);
    body.check();
    ProviderMetadata read =
        read(body.saml(), body.oidc())
            .orElseThrow(() -> new IllegalStateException("checked before"));
    return exchange.post(
        body,
        sql -> {
          SsoConnection made = service.create(sql, id, body, read);
          return Answer.created(made, "/v1/organizations/" + id + "/sso-connections/" + made.id());
        });
  }

  private Optional<ProviderMetadata> read(Optional<SamlBody> saml, Optional<OidcBody> oidc) {
    return saml.flatMap(SamlBody::metadataUrl)
        .map(metadata::samlAt)
        .or(() -> saml.flatMap(SamlBody::metadata).map(metadata::saml))
        .or(() -> oidc.flatMap(OidcBody::issuer).map(metadata::oidc));
  }

  /** Reads one. */
  @GET
  @Path("{connectionId}")
  @Needs(Permission.SSO_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = SsoConnection.class)))
  public Response get(String id, String connectionId) {
    return exchange.show(sql -> service.get(sql, id, connectionId));
  }

  /** Changes one. Metadata with several signing certificates lets the provider change over. */
  @PATCH
  @Path("{connectionId}")
  @Needs(Permission.SSO_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = SsoConnection.class)))
  public Response change(
      String id,
      String connectionId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      SsoConnectionChanges body) {
    exchange.read(sql -> service.get(sql, id, connectionId));
    body.check();
    Optional<ProviderMetadata> read = read(body.saml(), body.oidc());
    return exchange.change(
        sql -> Answer.ok(service.change(sql, id, connectionId, ifMatch, body, read)));
  }

  /** Removes one. Whoever came through it is signed out. */
  @DELETE
  @Path("{connectionId}")
  @Needs(Permission.SSO_WRITE)
  @APIResponse(responseCode = "204")
  public Response delete(String id, String connectionId) {
    return exchange.remove(sql -> service.delete(sql, id, connectionId));
  }

  /** Tries one without changing anything, and says what is wrong. */
  @POST
  @Path("{connectionId}:test")
  @Needs(Permission.SSO_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = SsoCheck.class)))
  public Response test(String id, String connectionId) {
    SsoConnection connection = exchange.read(sql -> service.get(sql, id, connectionId));
    SsoCheck found = tester.test(connection);
    return exchange.post("", sql -> Answer.ok(found));
  }

  /** Looks for the TXT record and, if it is there, lets people of the domain come through. */
  @POST
  @Path("{connectionId}:verify-domain")
  @Needs(Permission.SSO_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = SsoConnection.class)))
  public Response verifyDomain(String id, String connectionId) {
    SsoConnection connection = exchange.read(sql -> service.get(sql, id, connectionId));
    List<String> found = records.at(connection.domainRecord().name());
    return exchange.post("", sql -> Answer.ok(service.verify(sql, id, connectionId, found)));
  }

  /** Our SAML metadata, for the provider's administrator. */
  @GET
  @Path("{connectionId}/service-provider-metadata")
  @Needs(Permission.SSO_READ)
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/samlmetadata+xml",
              schema = @Schema(implementation = String.class)))
  @APIResponse(
      responseCode = "409",
      description = "The connection is not one of SAML.",
      content = @Content(mediaType = "application/problem+json"))
  public Response serviceProviderMetadata(String id, String connectionId) {
    SsoConnection connection = exchange.read(sql -> service.get(sql, id, connectionId));
    if (connection.protocol() != Protocol.SAML) {
      throw new Problem(409, "NOT_SAML", "The connection is one of OIDC and has no SAML metadata.");
    }
    return Response.ok(providers.serviceProviderMetadata(connectionId))
        .type("application/samlmetadata+xml")
        .header("Content-Disposition", "attachment; filename=\"" + connectionId + ".xml\"")
        .build();
  }
}
