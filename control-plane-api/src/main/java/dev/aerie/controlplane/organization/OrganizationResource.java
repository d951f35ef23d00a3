package dev.aerie.controlplane.organization;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Kind;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Organisations. */
@Path("/v1/organizations")
@RunOnVirtualThread
public class OrganizationResource {
  private final Exchange exchange;
  private final OrganizationService organizations;
  private final OrganizationRepository repository;

  OrganizationResource(
      Exchange exchange, OrganizationService organizations, OrganizationRepository repository) {
    this.exchange = exchange;
    this.organizations = organizations;
    this.repository = repository;
  }

  /** Those the caller belongs to. */
  @GET
  @Needs(Permission.ORGANIZATION_READ)
  public Page<Organization> list(@BeanParam PageRequest page) {
    return exchange.read(
        sql ->
            page.cut(
                repository.list(sql, page.after(Kind.ORGANIZATION), page.limit() + 1),
                Organization::id));
  }

  /** Makes one; the caller becomes its owner. */
  @POST
  @Needs(Permission.SIGNED_IN)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Organization.class)))
  public Response create(OrganizationBody body) {
    return exchange.post(
        body,
        sql -> {
          Organization made = organizations.create(sql, body);
          return Answer.created(made, "/v1/organizations/" + made.id());
        });
  }

  /** Reads one. */
  @GET
  @Path("{id}")
  @Needs(Permission.ORGANIZATION_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Organization.class)))
  public Response get(String id) {
    return exchange.show(sql -> organizations.get(sql, id));
  }

  /** Renames one. */
  @PATCH
  @Path("{id}")
  @Needs(Permission.ORGANIZATION_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Organization.class)))
  public Response rename(
      String id, @HeaderParam("If-Match") Optional<String> ifMatch, OrganizationBody body) {
    return exchange.change(sql -> Answer.ok(organizations.rename(sql, id, ifMatch, body)));
  }

  /** Deletes one that has no projects. */
  @DELETE
  @Path("{id}")
  @Needs(Permission.ORGANIZATION_WRITE)
  @APIResponse(responseCode = "204")
  public Response delete(String id) {
    return exchange.remove(sql -> organizations.delete(sql, id));
  }
}
