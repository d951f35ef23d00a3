package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.cluster.backup.restore.NewRestore;
import dev.aerie.controlplane.cluster.backup.restore.Restore;
import dev.aerie.controlplane.cluster.backup.restore.RestoreService;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Backups of a cluster. A new cluster is made from one by {@code bootstrap}; collections of one
 * come back into the cluster itself by {@code :restore}.
 */
@Path("/v1/clusters/{id}/backups")
@Tag(name = "Backups", description = "Backups of clusters and what makes them by time.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class BackupResource {
  private final Exchange exchange;
  private final BackupService backups;
  private final RestoreService restores;

  BackupResource(Exchange exchange, BackupService backups, RestoreService restores) {
    this.exchange = exchange;
    this.backups = backups;
    this.restores = restores;
  }

  @GET
  @Needs(Permission.BACKUP_READ)
  @Operation(summary = "List backups", description = "Those there are, of schedules too.")
  public Page<Backup> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> backups.list(sql, id, page));
  }

  @POST
  @Needs(Permission.BACKUP_WRITE)
  @Refuses({
    Code.CLUSTER_STATE,
    Code.NAME_TAKEN,
    Code.NOT_SUPPORTED_BY_ENGINE,
    Code.NOT_SUPPORTED_BY_REGION
  })
  @Operation(
      summary = "Create a backup",
      description = "Makes one; its operation tells when it can be restored.")
  @APIResponseSchema(value = Backup.class, responseCode = "202")
  public Response create(String id, NewBackup body) {
    return exchange.post(body, sql -> accepted(backups.create(sql, id, body)));
  }

  @GET
  @Path("{backupId}")
  @Needs(Permission.BACKUP_READ)
  @Operation(summary = "Get a backup")
  @APIResponseSchema(value = Backup.class, responseCode = "200")
  public Response get(String id, String backupId) {
    return exchange.show(sql -> backups.get(sql, id, backupId));
  }

  @PATCH
  @Path("{backupId}")
  @Needs(Permission.BACKUP_WRITE)
  @Refuses(Code.NAME_TAKEN)
  @Operation(summary = "Change a backup", description = "Renames one, or changes its protection.")
  @APIResponseSchema(value = Backup.class, responseCode = "200")
  public Response change(
      String id,
      String backupId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      BackupChanges body) {
    return exchange.change(sql -> Answer.ok(backups.change(sql, id, backupId, ifMatch, body)));
  }

  @DELETE
  @Path("{backupId}")
  @Needs(Permission.BACKUP_WRITE)
  @Refuses({
    Code.CLUSTER_STATE,
    Code.DELETION_PROTECTED,
    Code.NOT_SUPPORTED_BY_ENGINE,
    Code.NOT_SUPPORTED_BY_REGION
  })
  @Operation(summary = "Delete a backup", description = "Removes one, and what only it kept.")
  @APIResponseSchema(value = Backup.class, responseCode = "202")
  public Response delete(String id, String backupId) {
    return exchange.change(sql -> accepted(backups.delete(sql, id, backupId)));
  }

  @POST
  @Path("{backupId}:restore")
  @Needs(Permission.CLUSTER_WRITE)
  @Refuses({
    Code.BACKUP_NOT_READY,
    Code.CLUSTER_STATE,
    Code.NOT_SUPPORTED_BY_ENGINE,
    Code.NOT_SUPPORTED_BY_REGION
  })
  @Operation(
      summary = "Restore a backup into its cluster",
      description =
          "Brings collections of it back beside those that the cluster has, under names that are free; its operation tells when all of them are there, or why none is. Needs `BACKUP_READ` as well.")
  @APIResponseSchema(value = Restore.class, responseCode = "202")
  public Response restore(String id, String backupId, NewRestore body) {
    return exchange.post(body, sql -> accepted(restores.create(sql, id, backupId, body)));
  }

  private static Answer accepted(Restore restore) {
    return Answer.accepted(
        restore, "/v1/clusters/%s/restores/%s".formatted(restore.clusterId(), restore.id()));
  }

  private static Answer accepted(Backup backup) {
    return Answer.accepted(
        backup, "/v1/clusters/%s/backups/%s".formatted(backup.clusterId(), backup.id()));
  }
}
