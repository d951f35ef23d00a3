package dev.aerie.controlplane.cluster.backup.restore;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Restores of backups into the cluster they are of. */
@Path("/v1/clusters/{id}/restores")
@Tag(name = "Backups")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RestoreResource {
  private final Exchange exchange;
  private final RestoreService restores;

  RestoreResource(Exchange exchange, RestoreService restores) {
    this.exchange = exchange;
    this.restores = restores;
  }

  @GET
  @Needs(Permission.BACKUP_READ)
  @Operation(
      summary = "List restores",
      description = "Those into the cluster itself, oldest first, also when they have ended.")
  public Page<Restore> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> restores.list(sql, id, page));
  }

  @GET
  @Path("{restoreId}")
  @Needs(Permission.BACKUP_READ)
  @Operation(summary = "Get a restore")
  public Restore get(String id, String restoreId) {
    return exchange.read(sql -> restores.get(sql, id, restoreId));
  }
}
