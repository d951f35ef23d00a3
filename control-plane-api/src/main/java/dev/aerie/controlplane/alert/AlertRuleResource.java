package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an organisation wants to be told of. */
@Path("/v1/organizations/{id}/alert-rules")
@Tag(name = "Alerts", description = "Conditions, and what has met them.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AlertRuleResource {
  private final Exchange exchange;
  private final AlertRuleService rules;

  AlertRuleResource(Exchange exchange, AlertRuleService rules) {
    this.exchange = exchange;
    this.rules = rules;
  }

  @GET
  @Needs(Permission.ALERT_READ)
  @Operation(summary = "List alert rules")
  public Page<AlertRule> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> rules.list(sql, id, page));
  }

  @POST
  @Needs(Permission.ALERT_WRITE)
  @Refuses({Code.NAME_TAKEN, Code.TOO_MANY_RULES})
  @Operation(summary = "Create an alert rule")
  @APIResponseSchema(value = AlertRule.class, responseCode = "201")
  public Response create(String id, NewAlertRule body) {
    return exchange.post(
        body,
        sql -> {
          AlertRule made = rules.create(sql, id, body);
          return Answer.created(made, "/v1/organizations/" + id + "/alert-rules/" + made.id());
        });
  }

  @GET
  @Path("{ruleId}")
  @Needs(Permission.ALERT_READ)
  @Operation(summary = "Get an alert rule")
  @APIResponseSchema(value = AlertRule.class, responseCode = "200")
  public Response get(String id, String ruleId) {
    return exchange.show(sql -> rules.get(sql, id, ruleId));
  }

  @PATCH
  @Path("{ruleId}")
  @Needs(Permission.ALERT_WRITE)
  @Refuses(Code.NAME_TAKEN)
  @Operation(summary = "Change an alert rule")
  @APIResponseSchema(value = AlertRule.class, responseCode = "200")
  public Response change(
      String id,
      String ruleId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      AlertRuleChanges body) {
    return exchange.change(sql -> Answer.ok(rules.change(sql, id, ruleId, ifMatch, body)));
  }

  @DELETE
  @Path("{ruleId}")
  @Needs(Permission.ALERT_WRITE)
  @Operation(summary = "Delete an alert rule", description = "Ends one, and what it has found.")
  @APIResponse(responseCode = "204")
  public Response delete(String id, String ruleId) {
    return exchange.remove(sql -> rules.delete(sql, id, ruleId));
  }
}
