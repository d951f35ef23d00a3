package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What alert rules have found. */
@Path("/v1/organizations/{id}/alerts")
@Tag(name = "Alerts")
@RunOnVirtualThread
public class AlertResource {
  private final Exchange exchange;
  private final AlertRuleService rules;

  AlertResource(Exchange exchange, AlertRuleService rules) {
    this.exchange = exchange;
    this.rules = rules;
  }

  @GET
  @Needs(Permission.ALERT_READ)
  @Operation(summary = "List alerts", description = "Newest first, ended ones too.")
  public Page<Alert> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> rules.alerts(sql, id, page));
  }
}
