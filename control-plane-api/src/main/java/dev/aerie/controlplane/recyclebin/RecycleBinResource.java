package dev.aerie.controlplane.recyclebin;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was deleted within the last thirty days. */
@Path("/v1/recycle-bin")
@Tag(name = "Projects")
@RunOnVirtualThread
public class RecycleBinResource {
  private static final String QUERY =
      """
      SELECT * FROM (
        SELECT 'CLUSTER' AS kind, id, project_id, name, gone_at AS deleted_at FROM clusters
        WHERE org_id = ? AND gone_at > ? AND deletion_policy = 'RETAIN'
        UNION ALL SELECT 'PROJECT', id, id, name, deleted_at FROM projects WHERE org_id = ? AND deleted_at > ?) deleted
      WHERE id > ? ORDER BY id LIMIT ?
      """;

  private final Exchange exchange;
  private final Caller caller;
  private final Clock clock;

  RecycleBinResource(Exchange exchange, Caller caller, Clock clock) {
    this.exchange = exchange;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @Needs(Permission.PROJECT_CREATE)
  @Operation(
      summary = "List the recycle bin",
      description = "Projects, and clusters whose data was kept.")
  public Page<Deleted> list(
      @QueryParam("organizationId") Optional<String> organizationId, @BeanParam PageRequest page) {
    String organization = Problem.required("organizationId", organizationId);
    caller.authorizeOrganization(organization);
    Instant since = RecycleBin.since(clock);
    return exchange.read(
        sql ->
            page.cut(
                sql.list(
                    QUERY,
                    Deleted::read,
                    organization,
                    since,
                    organization,
                    since,
                    page.key(),
                    page.limit() + 1),
                Deleted::id));
  }
}
