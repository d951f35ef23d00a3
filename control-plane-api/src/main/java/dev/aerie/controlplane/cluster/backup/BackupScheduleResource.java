package dev.aerie.controlplane.cluster.backup;

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

/** Schedules by which backups of a cluster are made. */
@Path("/v1/clusters/{id}/backup-schedules")
@RunOnVirtualThread
public class BackupScheduleResource {
  private final Exchange exchange;
  private final ScheduleService schedules;

  BackupScheduleResource(Exchange exchange, ScheduleService schedules) {
    this.exchange = exchange;
    this.schedules = schedules;
  }

  /** Those there are. */
  @GET
  @Needs(Permission.BACKUP_READ)
  public Page<BackupSchedule> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> schedules.list(sql, id, page));
  }

  /** Makes one. */
  @POST
  @Needs(Permission.BACKUP_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = BackupSchedule.class)))
  public Response create(String id, ScheduleBody body) {
    return exchange.post(body, sql -> created(schedules.create(sql, id, body)));
  }

  /** Reads one. */
  @GET
  @Path("{scheduleId}")
  @Needs(Permission.BACKUP_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = BackupSchedule.class)))
  public Response get(String id, String scheduleId) {
    return exchange.show(sql -> schedules.get(sql, id, scheduleId));
  }

  /** Changes one. */
  @PATCH
  @Path("{scheduleId}")
  @Needs(Permission.BACKUP_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = BackupSchedule.class)))
  public Response change(
      String id,
      String scheduleId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      ScheduleBody body) {
    return exchange.change(sql -> Answer.ok(schedules.change(sql, id, scheduleId, ifMatch, body)));
  }

  /** Ends one; the backups it has made stay. */
  @DELETE
  @Path("{scheduleId}")
  @Needs(Permission.BACKUP_WRITE)
  @APIResponse(responseCode = "204")
  public Response delete(String id, String scheduleId) {
    return exchange.remove(sql -> schedules.delete(sql, id, scheduleId));
  }

  private static Answer created(BackupSchedule made) {
    return Answer.created(
        made, "/v1/clusters/%s/backup-schedules/%s".formatted(made.clusterId(), made.id()));
  }
}
