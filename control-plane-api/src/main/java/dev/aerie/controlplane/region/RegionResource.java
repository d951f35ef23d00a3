package dev.aerie.controlplane.region;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Regions. */
@Path("/v1/regions")
@RunOnVirtualThread
public class RegionResource {
  private final Exchange exchange;
  private final RegionRepository regions;

  RegionResource(Exchange exchange, RegionRepository regions) {
    this.exchange = exchange;
    this.regions = regions;
  }

  /** All regions. */
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
    return exchange
        .read(sql -> regions.find(sql, name))
        .orElseThrow(
            () ->
                new Problem(
                    404, "NOT_FOUND", "There is no region " + name + ". See GET /v1/regions."));
  }
}
