package dev.aerie.controlplane.auditsink;

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

/** Where an organisation's audit events are streamed to. */
@Path("/v1/organizations/{id}/audit-sinks")
@Tag(name = "Audit sinks", description = "Where the audit log is streamed to.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuditSinkResource {
  private final Exchange exchange;
  private final AuditSinkService sinks;
  private final SinkDelivery delivery;

  AuditSinkResource(Exchange exchange, AuditSinkService sinks, SinkDelivery delivery) {
    this.exchange = exchange;
    this.sinks = sinks;
    this.delivery = delivery;
  }

  @GET
  @Needs(Permission.AUDIT_SINK_WRITE)
  @Operation(summary = "List audit sinks", description = "All, with how far each is.")
  public Page<AuditSink> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> sinks.list(sql, id, page));
  }

  @POST
  @Needs(Permission.AUDIT_SINK_WRITE)
  @Refuses({
    Code.DESTINATION_REFUSED,
    Code.NAME_TAKEN,
    Code.SECRETS_NOT_CONFIGURED,
    Code.TOO_MANY_SINKS
  })
  @Operation(
      summary = "Create an audit sink",
      description = "Makes one; events go there from then on, or from a number.")
  @APIResponseSchema(value = AuditSink.class, responseCode = "201")
  public Response create(String id, NewAuditSink body) {
    sinks.admit(id, body.settings());
    return exchange.post(
        body,
        sql -> {
          AuditSink made = sinks.create(sql, id, body);
          return Answer.created(made, "/v1/organizations/" + id + "/audit-sinks/" + made.id());
        });
  }

  @GET
  @Path("{sinkId}")
  @Needs(Permission.AUDIT_SINK_WRITE)
  @Operation(summary = "Get an audit sink")
  @APIResponseSchema(value = AuditSink.class, responseCode = "200")
  public Response get(String id, String sinkId) {
    return exchange.show(sql -> sinks.get(sql, id, sinkId));
  }

  @PATCH
  @Path("{sinkId}")
  @Needs(Permission.AUDIT_SINK_WRITE)
  @Refuses({Code.DESTINATION_REFUSED, Code.NAME_TAKEN, Code.SECRETS_NOT_CONFIGURED})
  @Operation(
      summary = "Change an audit sink",
      description = "Changes one; the next attempt is made at once.")
  @APIResponseSchema(value = AuditSink.class, responseCode = "200")
  public Response change(
      String id,
      String sinkId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      AuditSinkChanges body) {
    sinks.admit(id, body.settings());
    return exchange.change(sql -> Answer.ok(sinks.change(sql, id, sinkId, ifMatch, body)));
  }

  @DELETE
  @Path("{sinkId}")
  @Needs(Permission.AUDIT_SINK_WRITE)
  @Operation(summary = "Delete an audit sink")
  @APIResponse(responseCode = "204")
  public Response delete(String id, String sinkId) {
    return exchange.remove(sql -> sinks.delete(sql, id, sinkId));
  }

  @POST
  @Path("{sinkId}:test")
  @Needs(Permission.AUDIT_SINK_WRITE)
  @Operation(
      summary = "Test an audit sink",
      description = "Sends an event with number 0 now, and tells whether it was taken.")
  public SinkTrial test(String id, String sinkId) {
    return delivery.attempt(exchange.read(sql -> sinks.stored(sql, id, sinkId)));
  }
}
