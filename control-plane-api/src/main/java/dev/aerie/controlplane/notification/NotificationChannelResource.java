package dev.aerie.controlplane.notification;

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

/** Ways to reach people and their systems. */
@Path("/v1/organizations/{id}/notification-channels")
@Tag(name = "Notifications", description = "Where alerts are sent, and what was sent.")
@Produces(MediaType.APPLICATION_JSON)
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

  @GET
  @Needs(Permission.ALERT_READ)
  @Operation(summary = "List notification channels", description = "All, without their secrets.")
  public Page<NotificationChannel> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> channels.list(sql, id, page));
  }

  @POST
  @Needs(Permission.ALERT_WRITE)
  @Refuses({
    Code.DESTINATION_REFUSED,
    Code.NAME_TAKEN,
    Code.SECRETS_NOT_CONFIGURED,
    Code.TOO_MANY_CHANNELS
  })
  @Operation(summary = "Create a notification channel")
  @APIResponseSchema(value = NotificationChannel.class, responseCode = "201")
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

  @GET
  @Path("{channelId}")
  @Needs(Permission.ALERT_READ)
  @Operation(summary = "Get a notification channel")
  @APIResponseSchema(value = NotificationChannel.class, responseCode = "200")
  public Response get(String id, String channelId) {
    return exchange.show(sql -> channels.get(sql, id, channelId));
  }

  @PATCH
  @Path("{channelId}")
  @Needs(Permission.ALERT_WRITE)
  @Refuses({Code.DESTINATION_REFUSED, Code.NAME_TAKEN, Code.SECRETS_NOT_CONFIGURED})
  @Operation(summary = "Change a notification channel")
  @APIResponseSchema(value = NotificationChannel.class, responseCode = "200")
  public Response change(
      String id,
      String channelId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      NotificationChannelChanges body) {
    channels.admit(id, body.settings());
    return exchange.change(sql -> Answer.ok(channels.change(sql, id, channelId, ifMatch, body)));
  }

  @DELETE
  @Path("{channelId}")
  @Needs(Permission.ALERT_WRITE)
  @Operation(
      summary = "Delete a notification channel",
      description = "Ends one: rules forget it, and what waits for it is not sent.")
  @APIResponse(responseCode = "204")
  public Response delete(String id, String channelId) {
    return exchange.remove(sql -> channels.delete(sql, id, channelId));
  }

  @POST
  @Path("{channelId}:test")
  @Needs(Permission.ALERT_WRITE)
  @Operation(
      summary = "Test a notification channel",
      description = "Sends a notice now, and tells whether it was taken.")
  public ChannelTrial test(String id, String channelId) {
    return sender.attempt(exchange.read(sql -> channels.stored(sql, id, channelId)));
  }
}
