package dev.aerie.controlplane.region;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Regions. */
@Path("/v1/regions")
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

  /** Managed regions and those of the caller's organisations. */
  @GET
  @Needs(Permission.SIGNED_IN)
  public Page<Region> list(@BeanParam PageRequest page) {
    return exchange.read(
        sql -> page.cut(regions.list(sql, page.key(), page.limit() + 1), Region::name));
  }

  /** Reads one. */
  @GET
  @Path("{name}")
  @Needs(Permission.SIGNED_IN)
  public Region get(String name) {
    return exchange.read(sql -> regions.find(sql, name)).orElseThrow(() -> unknown(name));
  }

  /**
   * Makes a region of an organisation (its name gets a suffix) or, by an administrator of the
   * platform, a managed one. The token that enrols its agent is shown this once.
   */
  @POST
  @Needs(Permission.REGION_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = EnrollableRegion.class)))
  public Response create(NewRegion body) {
    return exchange.post(
        body,
        sql -> {
          EnrollableRegion made = service.create(sql, body);
          return Answer.created(made, ROOT + made.region().name());
        });
  }

  /** A new token that enrols an agent; those before it end. */
  @POST
  @Path("{name}:enrol")
  @Needs(Permission.REGION_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = EnrollableRegion.class)))
  public Response enrol(String name) {
    return exchange.post("", sql -> Answer.created(service.enrol(sql, name), ROOT + name));
  }

  /** Ends the agent's key and open tokens. What runs in the region goes on. */
  @POST
  @Path("{name}:revoke")
  @Needs(Permission.REGION_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Region.class)))
  public Response revoke(String name) {
    return exchange.post("", sql -> Answer.ok(service.revoke(sql, name)));
  }

  /** Takes no new clusters any more. What runs in the region goes on. */
  @POST
  @Path("{name}:drain")
  @Needs(Permission.REGION_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Region.class)))
  public Response drain(String name) {
    return exchange.post("", sql -> Answer.ok(service.drain(sql, name, true)));
  }

  /** Takes new clusters again. */
  @POST
  @Path("{name}:open")
  @Needs(Permission.REGION_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Region.class)))
  public Response open(String name) {
    return exchange.post("", sql -> Answer.ok(service.drain(sql, name, false)));
  }

  /** Removes a region without clusters. */
  @DELETE
  @Path("{name}")
  @Needs(Permission.REGION_WRITE)
  @APIResponse(responseCode = "204")
  public Response remove(String name) {
    return exchange.remove(sql -> service.remove(sql, name));
  }

  static Problem unknown(String name) {
    return new Problem(404, "NOT_FOUND", "There is no region " + name + ". See GET /v1/regions.");
  }
}
