package dev.aerie.controlplane.notification;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.database.Conditions;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Kind;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was sent, and how its delivery went. */
@Path("/v1/organizations/{id}/notifications")
@Tag(name = "Notifications")
@RunOnVirtualThread
public class NotificationResource {
  private final Exchange exchange;
  private final Caller caller;

  NotificationResource(Exchange exchange, Caller caller) {
    this.exchange = exchange;
    this.caller = caller;
  }

  @GET
  @Needs(Permission.ALERT_READ)
  @Operation(summary = "List notifications", description = "Newest first, of one channel or all.")
  public Page<Notification> list(
      String id, @QueryParam("channelId") Optional<String> channelId, @BeanParam PageRequest page) {
    caller.authorizeOrganization(id);
    Conditions wanted =
        new Conditions()
            .and("org_id = ?", id)
            .andIf("channel_id = ?", channelId)
            .andIf(
                "id < ?", Optional.of(page.after(Kind.NOTIFICATION)).filter(at -> !at.isEmpty()));
    return exchange.read(
        sql ->
            page.cut(
                sql.list(
                    "SELECT * FROM notifications WHERE "
                        + wanted.text()
                        + " ORDER BY id DESC LIMIT ?",
                    Notification::read,
                    wanted.parametersAnd(page.limit() + 1)),
                Notification::id));
  }
}
