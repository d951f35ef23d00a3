package dev.aerie.controlplane.notification;

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

/** Ways to reach people and their systems. */
@Path("/v1/organizations/{id}/notification-channels")
@RunOnVirtualThread
public class NotificationChannelResource {
  private final Exchange exchange;
  private final ChannelService channels;
  private final ChannelSender sender;

  NotificationChannelResource(Exchange exchange, ChannelService channels, ChannelSender sender) {
    this.exchange = exchange;
    this.channels = channels;
    this.sender = sender;
  }

  /** All, without their secrets. */
  @GET
  @Needs(Permission.ALERT_READ)
  public Page<NotificationChannel> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> channels.list(sql, id, page));
  }

  /** Makes one. */
  @POST
  @Needs(Permission.ALERT_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = NotificationChannel.class)))
  public Response create(String id, NewNotificationChannel body) {
    channels.admit(id, body.settings());
    return exchange.post(
        body,
        sql -> {
          NotificationChannel made = channels.create(sql, id, body);
          return Answer.created(
              made, "/v1/organizations/" + id + "/notification-channels/" + made.id());
        });
  }

  /** Reads one. */
  @GET
  @Path("{channelId}")
  @Needs(Permission.ALERT_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = NotificationChannel.class)))
  public Response get(String id, String channelId) {
    return exchange.show(sql -> channels.get(sql, id, channelId));
  }

  /** Changes one. */
  @PATCH
  @Path("{channelId}")
  @Needs(Permission.ALERT_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = NotificationChannel.class)))
  public Response change(
      String id,
      String channelId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      NotificationChannelChanges body) {
    channels.admit(id, body.settings());
    return exchange.change(sql -> Answer.ok(channels.change(sql, id, channelId, ifMatch, body)));
  }

  /** Ends one: rules forget it, and what waits for it is not sent. */
  @DELETE
  @Path("{channelId}")
  @Needs(Permission.ALERT_WRITE)
  @APIResponse(responseCode = "204")
  public Response delete(String id, String channelId) {
    return exchange.remove(sql -> channels.delete(sql, id, channelId));
  }

  /** Sends a notice now, and tells whether it was taken. */
  @POST
  @Path("{channelId}:test")
  @Needs(Permission.ALERT_WRITE)
  public ChannelTrial test(String id, String channelId) {
    return sender.attempt(exchange.read(sql -> channels.stored(sql, id, channelId)));
  }
}
