package dev.aerie.controlplane.quota;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Exchange;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an organisation may have. */
@Path("/v1/organizations/{id}/quotas")
@Tag(name = "Organizations")
@RunOnVirtualThread
public class QuotaResource {
  private final Exchange exchange;
  private final Caller caller;
  private final Quotas quotas;

  QuotaResource(Exchange exchange, Caller caller, Quotas quotas) {
    this.exchange = exchange;
    this.caller = caller;
    this.quotas = quotas;
  }

  @GET
  @Needs(Permission.USAGE_READ)
  @Operation(
      summary = "Get quotas and their use",
      description =
          "Each limit, whether it is the plan's or one of the organization's own, and how much of it is used.")
  public QuotaUsage get(String id) {
    caller.authorizeOrganization(id);
    return exchange.read(sql -> quotas.usage(sql, id));
  }
}
