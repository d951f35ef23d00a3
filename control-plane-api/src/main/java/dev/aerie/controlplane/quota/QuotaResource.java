package dev.aerie.controlplane.quota;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.identifier.Kind;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What an organisation's plan allows. */
@Path("/v1/organizations/{id}/quotas")
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

  /** Each limit and how much of it is used. */
  @GET
  @Needs(Permission.USAGE_READ)
  public QuotaUsage get(String id) {
    caller.authorize(Target.organization(id), Kind.ORGANIZATION, id);
    return exchange.read(sql -> quotas.usage(sql, id));
  }
}
