package dev.aerie.controlplane.platform;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All organisations, for those who run the platform. */
@Path("/v1/platform/organizations")
@Tag(
    name = "Platform",
    description = "All organizations and what they may have, for administrators of the platform.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PlatformOrganizationResource {
  private final Exchange exchange;
  private final EntitlementService entitlements;

  PlatformOrganizationResource(Exchange exchange, EntitlementService entitlements) {
    this.exchange = exchange;
    this.entitlements = entitlements;
  }

  @GET
  @Needs(Permission.PLATFORM_ADMINISTRATION)
  @Refuses(Code.PLATFORM_ADMINISTRATORS_ONLY)
  @Operation(
      summary = "List all organizations",
      description = "Each with its plan and how much it has, whoever belongs to it.")
  public Page<PlatformOrganization> list(
      @Parameter(description = "Only those whose names have this part, in whatever case.")
          @QueryParam("name")
          Optional<String> name,
      @Parameter(description = "Only those of this plan.") @QueryParam("plan")
          Optional<String> plan,
      @BeanParam PageRequest page) {
    return exchange.read(sql -> entitlements.list(sql, name, plan, page));
  }

  @GET
  @Path("{id}")
  @Needs(Permission.PLATFORM_ADMINISTRATION)
  @Refuses(Code.PLATFORM_ADMINISTRATORS_ONLY)
  @Operation(
      summary = "Get what an organization may have",
      description = "Its plan, each limit with where it comes from, and how much is used.")
  @APIResponseSchema(value = Entitlements.class, responseCode = "200")
  public Response get(String id) {
    return exchange.show(sql -> entitlements.get(sql, id));
  }

  @PATCH
  @Path("{id}")
  @Needs(Permission.PLATFORM_ADMINISTRATION)
  @Refuses({Code.PLATFORM_ADMINISTRATORS_ONLY, Code.UNKNOWN_PLAN})
  @Operation(
      summary = "Give an organization a plan, or limits of its own",
      description =
          "Limits of its own take the place of the plan's, above or below. Where more is used than"
              + " is allowed then, all of it stays, and no more is given. The organization's audit"
              + " log tells who did it.")
  @APIResponseSchema(value = Entitlements.class, responseCode = "200")
  public Response change(
      String id, @HeaderParam("If-Match") Optional<String> ifMatch, EntitlementChanges body) {
    return exchange.change(sql -> Answer.ok(entitlements.change(sql, id, ifMatch, body)));
  }
}
