package dev.aerie.controlplane.deprecation;

import dev.aerie.controlplane.access.Open;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Endpoints of the tests only: none of ours goes today. */
@Path("/v1/test")
public class GoingResource {

  /** One that goes. */
  @GET
  @Open
  @Path("/going")
  @Ends(since = "2026-12-01", on = "2027-12-05", instead = "Call the other one.")
  @Operation(hidden = true)
  public String going(@QueryParam("number") int number) {
    return "here still";
  }

  /** One that stays. */
  @GET
  @Open
  @Path("/staying")
  @Operation(hidden = true)
  public String staying() {
    return "here";
  }
}
