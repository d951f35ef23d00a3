package dev.aerie.controlplane.organization;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Refuses;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Organisations. */
@Path("/v1/organizations")
@Tag(name = "Organizations", description = "Who everything belongs to.")
@Produces(MediaType.APPLICATION_JSON)
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

  @GET
  @Needs(Permission.ORGANIZATION_READ)
  @Operation(summary = "List organizations", description = "Those the caller belongs to.")
  public Page<Organization> list(@BeanParam PageRequest page) {
    return exchange.read(
        sql ->
            page.cut(
                repository.list(sql, page.after(Kind.ORGANIZATION), page.limit() + 1),
                Organization::id));
  }

  @POST
  @Needs(Permission.SIGNED_IN)
  @Refuses({Code.ORGANIZATION_BY_PERSON, Code.TOO_MANY_ORGANIZATIONS})
  @Operation(
      summary = "Create an organization",
      description = "Makes one; the caller becomes its owner.")
  @APIResponseSchema(value = Organization.class, responseCode = "201")
  public Response create(NewOrganization body) {
    return exchange.post(
        body,
        sql -> {
          Organization made = organizations.create(sql, body);
          return Answer.created(made, "/v1/organizations/" + made.id());
        });
  }

  @GET
  @Path("{id}")
  @Needs(Permission.ORGANIZATION_READ)
  @Operation(summary = "Get an organization")
  @APIResponseSchema(value = Organization.class, responseCode = "200")
  public Response get(String id) {
    return exchange.show(sql -> organizations.get(sql, id));
  }

  @PATCH
  @Path("{id}")
  @Needs(Permission.ORGANIZATION_WRITE)
  @Operation(summary = "Rename an organization")
  @APIResponseSchema(value = Organization.class, responseCode = "200")
  public Response rename(
      String id, @HeaderParam("If-Match") Optional<String> ifMatch, OrganizationChanges body) {
    return exchange.change(sql -> Answer.ok(organizations.rename(sql, id, ifMatch, body)));
  }

  @DELETE
  @Path("{id}")
  @Needs(Permission.ORGANIZATION_WRITE)
  @Refuses(Code.ORGANIZATION_NOT_EMPTY)
  @Operation(
      summary = "Delete an organization",
      description = "Deletes one that has no projects, single sign-on connections or regions.")
  @APIResponse(responseCode = "204")
  public Response delete(String id) {
    return exchange.remove(sql -> organizations.delete(sql, id));
  }
}
