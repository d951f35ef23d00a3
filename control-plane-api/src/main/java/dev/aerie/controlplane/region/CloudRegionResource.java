package dev.aerie.controlplane.region;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;

/** Clouds and their regions. */
@Path("/v1/cloud-regions")
@RunOnVirtualThread
public class CloudRegionResource {
  private final Exchange exchange;
  private final CloudRegions places;

  CloudRegionResource(Exchange exchange, CloudRegions places) {
    this.exchange = exchange;
    this.places = places;
  }

  /** All of them, on one page. */
  @GET
  @Needs(Permission.SIGNED_IN)
  public Page<CloudRegion> list() {
    return new Page<>(exchange.read(places::list), Optional.empty());
  }
}
