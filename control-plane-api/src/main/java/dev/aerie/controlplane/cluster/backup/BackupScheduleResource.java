package dev.aerie.controlplane.cluster.backup;

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

/** Schedules by which backups of a cluster are made. */
@Path("/v1/clusters/{id}/backup-schedules")
@Tag(name = "Backups")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class BackupScheduleResource {
  private final Exchange exchange;
  private final ScheduleService schedules;

  BackupScheduleResource(Exchange exchange, ScheduleService schedules) {
    this.exchange = exchange;
    this.schedules = schedules;
  }

  @GET
  @Needs(Permission.BACKUP_READ)
  @Operation(summary = "List backup schedules")
  public Page<BackupSchedule> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> schedules.list(sql, id, page));
  }

  @POST
  @Needs(Permission.BACKUP_WRITE)
  @Refuses({
    Code.CLUSTER_STATE,
    Code.NAME_TAKEN,
    Code.NOT_SUPPORTED_BY_ENGINE,
    Code.NOT_SUPPORTED_BY_REGION
  })
  @Operation(summary = "Create a backup schedule")
  @APIResponseSchema(value = BackupSchedule.class, responseCode = "201")
  public Response create(String id, NewBackupSchedule body) {
    return exchange.post(body, sql -> created(schedules.create(sql, id, body)));
  }

  @GET
  @Path("{scheduleId}")
  @Needs(Permission.BACKUP_READ)
  @Operation(summary = "Get a backup schedule")
  @APIResponseSchema(value = BackupSchedule.class, responseCode = "200")
  public Response get(String id, String scheduleId) {
    return exchange.show(sql -> schedules.get(sql, id, scheduleId));
  }

  @PATCH
  @Path("{scheduleId}")
  @Needs(Permission.BACKUP_WRITE)
  @Refuses({
    Code.CLUSTER_STATE,
    Code.NAME_TAKEN,
    Code.NOT_SUPPORTED_BY_ENGINE,
    Code.NOT_SUPPORTED_BY_REGION
  })
  @Operation(summary = "Change a backup schedule")
  @APIResponseSchema(value = BackupSchedule.class, responseCode = "200")
  public Response change(
      String id,
      String scheduleId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      BackupScheduleChanges body) {
    return exchange.change(sql -> Answer.ok(schedules.change(sql, id, scheduleId, ifMatch, body)));
  }

  @DELETE
  @Path("{scheduleId}")
  @Needs(Permission.BACKUP_WRITE)
  @Operation(
      summary = "Delete a backup schedule",
      description =
          "Ends one, also of a cluster that is being deleted; the backups it has made stay.")
  @APIResponse(responseCode = "204")
  public Response delete(String id, String scheduleId) {
    return exchange.remove(sql -> schedules.delete(sql, id, scheduleId));
  }

  private static Answer created(BackupSchedule made) {
    return Answer.created(
        made, "/v1/clusters/%s/backup-schedules/%s".formatted(made.clusterId(), made.id()));
  }
}
