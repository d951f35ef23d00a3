package dev.aerie.controlplane.region;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Regions. */
@Path("/v1/regions")
@Tag(
    name = "Regions",
    description = "Where clusters run: managed regions and those of organizations.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RegionResource {
  private static final String ROOT = "/v1/regions/";

  private final Exchange exchange;
  private final RegionRepository regions;
  private final RegionService service;

  RegionResource(Exchange exchange, RegionRepository regions, RegionService service) {
    this.exchange = exchange;
    this.regions = regions;
    this.service = service;
  }

  @GET
  @Needs(Permission.SIGNED_IN)
  @Operation(
      summary = "List regions",
      description = "Managed regions and those of the caller's organizations.")
  public Page<Region> list(@BeanParam PageRequest page) {
    return exchange.read(
        sql -> page.cut(regions.list(sql, page.key(), page.limit() + 1), Region::name));
  }

  @GET
  @Path("{name}")
  @Needs(Permission.SIGNED_IN)
  @Operation(summary = "Get a region")
  public Region get(String name) {
    return exchange.read(sql -> regions.find(sql, name)).orElseThrow(() -> unknown(name));
  }

  @POST
  @Needs(Permission.REGION_WRITE)
  @Refuses({Code.NAME_TAKEN, Code.PLATFORM_ADMINISTRATORS_ONLY, Code.TOO_MANY_REGIONS})
  @Operation(
      summary = "Create a region",
      description =
          "Makes a region of an organization (its name gets a suffix) or, by an "
              + "administrator of the platform, a managed one. The token that enrols its agent is shown this once.")
  @APIResponseSchema(value = EnrollableRegion.class, responseCode = "201")
  public Response create(NewRegion body) {
    return exchange.post(
        body,
        sql -> {
          EnrollableRegion made = service.create(sql, body);
          return Answer.created(made, ROOT + made.region().name());
        });
  }

  @POST
  @Path("{name}:enrol")
  @Needs(Permission.REGION_WRITE)
  @Refuses(Code.PLATFORM_ADMINISTRATORS_ONLY)
  @Operation(
      summary = "Make a token that enrols a region's agent",
      description = "A new token that enrols an agent; those before it end.")
  @APIResponseSchema(value = EnrollableRegion.class, responseCode = "201")
  public Response enrol(String name) {
    return exchange.post("", sql -> Answer.created(service.enrol(sql, name), ROOT + name));
  }

  @POST
  @Path("{name}:revoke")
  @Needs(Permission.REGION_WRITE)
  @Refuses(Code.PLATFORM_ADMINISTRATORS_ONLY)
  @Operation(
      summary = "Revoke a region's credentials",
      description = "Ends the agent's key and open tokens. What runs in the region goes on.")
  @APIResponseSchema(value = Region.class, responseCode = "200")
  public Response revoke(String name) {
    return exchange.post("", sql -> Answer.ok(service.revoke(sql, name)));
  }

  @POST
  @Path("{name}:drain")
  @Needs(Permission.REGION_WRITE)
  @Refuses(Code.PLATFORM_ADMINISTRATORS_ONLY)
  @Operation(
      summary = "Drain a region",
      description = "Takes no new clusters any more. What runs in the region goes on.")
  @APIResponseSchema(value = Region.class, responseCode = "200")
  public Response drain(String name) {
    return exchange.post("", sql -> Answer.ok(service.drain(sql, name, true)));
  }

  @POST
  @Path("{name}:open")
  @Needs(Permission.REGION_WRITE)
  @Refuses(Code.PLATFORM_ADMINISTRATORS_ONLY)
  @Operation(summary = "Open a drained region", description = "Takes new clusters again.")
  @APIResponseSchema(value = Region.class, responseCode = "200")
  public Response open(String name) {
    return exchange.post("", sql -> Answer.ok(service.drain(sql, name, false)));
  }

  @DELETE
  @Path("{name}")
  @Needs(Permission.REGION_WRITE)
  @Refuses({Code.PLATFORM_ADMINISTRATORS_ONLY, Code.REGION_NOT_EMPTY})
  @Operation(summary = "Remove a region", description = "Removes a region without clusters.")
  @APIResponse(responseCode = "204")
  public Response remove(String name) {
    return exchange.remove(sql -> service.remove(sql, name));
  }

  static Problem unknown(String name) {
    return new Problem(Code.NOT_FOUND, "There is no region " + name + ". See GET /v1/regions.");
  }
}
