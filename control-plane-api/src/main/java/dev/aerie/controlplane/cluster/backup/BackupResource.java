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

/** Backups of a cluster. A new cluster is made from one by {@code bootstrap}. */
@Path("/v1/clusters/{id}/backups")
@RunOnVirtualThread
public class BackupResource {
  private final Exchange exchange;
  private final BackupService backups;

  BackupResource(Exchange exchange, BackupService backups) {
    this.exchange = exchange;
    this.backups = backups;
  }

  /** Those there are, of schedules too. */
  @GET
  @Needs(Permission.BACKUP_READ)
  public Page<Backup> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> backups.list(sql, id, page));
  }

  /** Makes one; its operation tells when it can be restored. */
  @POST
  @Needs(Permission.BACKUP_WRITE)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Backup.class)))
  public Response create(String id, NewBackup body) {
    return exchange.post(body, sql -> accepted(backups.create(sql, id, body)));
  }

  /** Reads one. */
  @GET
  @Path("{backupId}")
  @Needs(Permission.BACKUP_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Backup.class)))
  public Response get(String id, String backupId) {
    return exchange.show(sql -> backups.get(sql, id, backupId));
  }

  /** Renames one, or changes its protection. */
  @PATCH
  @Path("{backupId}")
  @Needs(Permission.BACKUP_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Backup.class)))
  public Response change(
      String id,
      String backupId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      BackupChanges body) {
    return exchange.change(sql -> Answer.ok(backups.change(sql, id, backupId, ifMatch, body)));
  }

  /** Removes one, and what only it kept. */
  @DELETE
  @Path("{backupId}")
  @Needs(Permission.BACKUP_WRITE)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Backup.class)))
  public Response delete(String id, String backupId) {
    return exchange.change(sql -> accepted(backups.delete(sql, id, backupId)));
  }

  private static Answer accepted(Backup backup) {
    return Answer.accepted(
        backup, "/v1/clusters/%s/backups/%s".formatted(backup.clusterId(), backup.id()));
  }
}
