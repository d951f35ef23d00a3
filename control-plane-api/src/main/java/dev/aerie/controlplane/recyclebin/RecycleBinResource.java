package dev.aerie.controlplane.recyclebin;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Reach;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Kind;
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

/** What was deleted within the last thirty days, as far as the caller may bring it back. */
@Path("/v1/recycle-bin")
@Tag(name = "Projects")
@RunOnVirtualThread
public class RecycleBinResource {
  private static final String QUERY =
      """
      SELECT * FROM (
        SELECT 'CLUSTER' AS kind, id, project_id, name, gone_at AS deleted_at FROM clusters
        WHERE org_id = ? AND gone_at > ? AND deletion_policy = 'RETAIN'
          AND (org_id = ANY (?) OR project_id = ANY (?)) AND (? OR id = ANY (?))
        UNION ALL SELECT 'PROJECT', id, id, name, deleted_at FROM projects WHERE org_id = ? AND deleted_at > ? AND ?) deleted
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
  @Needs(Permission.CLUSTER_WRITE)
  @Operation(
      summary = "List the recycle bin",
      description =
          "What the caller may bring back: clusters whose data was kept, and projects with `PROJECT_CREATE`.")
  public Page<Deleted> list(
      @QueryParam("organizationId") Optional<String> organizationId, @BeanParam PageRequest page) {
    String organization = Problem.required("organizationId", organizationId);
    Target whole = Target.organization(organization);
    caller.mustSee(whole, Kind.ORGANIZATION, organization);
    Reach reach = caller.reach();
    boolean projects = caller.may(Permission.PROJECT_CREATE, whole);
    Instant since = RecycleBin.since(clock);
    return exchange.read(
        sql ->
            page.cut(
                sql.list(
                    QUERY,
                    Deleted::read,
                    organization,
                    since,
                    reach.organizations(),
                    reach.projects(),
                    reach.clusters().isEmpty(),
                    reach.clusters(),
                    organization,
                    since,
                    projects,
                    page.key(),
                    page.limit() + 1),
                Deleted::id));
  }
}
