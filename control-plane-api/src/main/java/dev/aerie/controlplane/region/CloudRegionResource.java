package dev.aerie.controlplane.region;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Clouds and their regions. */
@Path("/v1/cloud-regions")
@Tag(name = "Regions")
@RunOnVirtualThread
public class CloudRegionResource {
  private final Exchange exchange;
  private final CloudRegions places;

  CloudRegionResource(Exchange exchange, CloudRegions places) {
    this.exchange = exchange;
    this.places = places;
  }

  @GET
  @Needs(Permission.SIGNED_IN)
  @Operation(summary = "List regions of clouds", description = "All of them, on one page.")
  public Page<CloudRegion> list() {
    return new Page<>(exchange.read(places::list), Optional.empty());
  }
}
