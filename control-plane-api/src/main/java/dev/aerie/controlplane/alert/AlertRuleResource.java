package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What an organisation wants to be told of. */
@Path("/v1/organizations/{id}/alert-rules")
@RunOnVirtualThread
public class AlertRuleResource {
  private final Exchange exchange;
  private final AlertRuleService rules;

  AlertRuleResource(Exchange exchange, AlertRuleService rules) {
    this.exchange = exchange;
    this.rules = rules;
  }

  /** All. */
  @GET
  @Needs(Permission.ALERT_READ)
  public Page<AlertRule> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> rules.list(sql, id, page));
  }

  /** Makes one. */
  @POST
  @Needs(Permission.ALERT_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = AlertRule.class)))
  public Response create(String id, NewAlertRule body) {
    return exchange.post(
        body,
        sql -> {
          AlertRule made = rules.create(sql, id, body);
          return Answer.created(made, "/v1/organizations/" + id + "/alert-rules/" + made.id());
        });
  }

  /** Reads one. */
  @GET
  @Path("{ruleId}")
  @Needs(Permission.ALERT_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AlertRule.class)))
  public Response get(String id, String ruleId) {
    return exchange.show(sql -> rules.get(sql, id, ruleId));
  }

  /** Changes one. */
  @PATCH
  @Path("{ruleId}")
  @Needs(Permission.ALERT_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AlertRule.class)))
  public Response change(
      String id,
      String ruleId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      AlertRuleChanges body) {
    return exchange.change(sql -> Answer.ok(rules.change(sql, id, ruleId, ifMatch, body)));
  }

  /** Ends one, and what it has found. */
  @DELETE
  @Path("{ruleId}")
  @Needs(Permission.ALERT_WRITE)
  @APIResponse(responseCode = "204")
  public Response delete(String id, String ruleId) {
    return exchange.remove(sql -> rules.delete(sql, id, ruleId));
  }
}
