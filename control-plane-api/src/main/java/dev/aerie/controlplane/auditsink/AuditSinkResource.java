package dev.aerie.controlplane.auditsink;

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

/** Where an organisation's audit events are streamed to. */
@Path("/v1/organizations/{id}/audit-sinks")
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

  /** All, with how far each is. */
  @GET
  @Needs(Permission.AUDIT_SINK_WRITE)
  public Page<AuditSink> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> sinks.list(sql, id, page));
  }

  /** Makes one; events go there from then on, or from a number. */
  @POST
  @Needs(Permission.AUDIT_SINK_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = AuditSink.class)))
  public Response create(String id, NewAuditSink body) {
    sinks.admit(id, body.settings());
    return exchange.post(
        body,
        sql -> {
          AuditSink made = sinks.create(sql, id, body);
          return Answer.created(made, "/v1/organizations/" + id + "/audit-sinks/" + made.id());
        });
  }

  /** Reads one. */
  @GET
  @Path("{sinkId}")
  @Needs(Permission.AUDIT_SINK_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AuditSink.class)))
  public Response get(String id, String sinkId) {
    return exchange.show(sql -> sinks.get(sql, id, sinkId));
  }

  /** Changes one; the next attempt is made at once. */
  @PATCH
  @Path("{sinkId}")
  @Needs(Permission.AUDIT_SINK_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AuditSink.class)))
  public Response change(
      String id,
      String sinkId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      AuditSinkChanges body) {
    sinks.admit(id, body.settings());
    return exchange.change(sql -> Answer.ok(sinks.change(sql, id, sinkId, ifMatch, body)));
  }

  /** Ends one. */
  @DELETE
  @Path("{sinkId}")
  @Needs(Permission.AUDIT_SINK_WRITE)
  @APIResponse(responseCode = "204")
  public Response delete(String id, String sinkId) {
    return exchange.remove(sql -> sinks.delete(sql, id, sinkId));
  }

  /** Sends an event with number 0 now, and tells whether it was taken. */
  @POST
  @Path("{sinkId}:test")
  @Needs(Permission.AUDIT_SINK_WRITE)
  public SinkTrial test(String id, String sinkId) {
    return delivery.attempt(exchange.read(sql -> sinks.stored(sql, id, sinkId)));
  }
}
