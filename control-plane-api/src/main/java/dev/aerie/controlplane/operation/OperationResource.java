package dev.aerie.controlplane.operation;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.database.Sql;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Operations. */
@Path("/v1/operations")
@Tag(name = "Operations", description = "How far changes of clusters and backups are.")
@RunOnVirtualThread
public class OperationResource {
  private final Exchange exchange;
  private final Caller caller;
  private final OperationRepository operations;

  OperationResource(Exchange exchange, Caller caller, OperationRepository operations) {
    this.exchange = exchange;
    this.caller = caller;
    this.operations = operations;
  }

  @GET
  @Needs(Permission.CLUSTER_READ)
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "List operations",
      description = "Oldest first, of one cluster or of all the caller reaches.")
  public Page<Operation> list(
      @QueryParam("clusterId") Optional<String> clusterId, @BeanParam PageRequest page) {
    return exchange.read(
        sql ->
            page.cut(
                operations.list(
                    sql, caller.reach(), clusterId, page.after(Kind.OPERATION), page.limit() + 1),
                Operation::id));
  }

  @GET
  @Path("{id}")
  @Needs(Permission.CLUSTER_READ)
  @org.eclipse.microprofile.openapi.annotations.Operation(summary = "Get an operation")
  public Operation get(String id) {
    return exchange.read(sql -> find(sql, id));
  }

  private Operation find(Sql sql, String id) {
    Operation found =
        operations.find(sql, id).orElseThrow(() -> Problem.notFound(Kind.OPERATION, id));
    String project =
        operations.projectOf(sql, found).orElseThrow(() -> Problem.notFound(Kind.OPERATION, id));
    caller.authorize(
        Target.cluster(found.organizationId(), project, found.clusterId()), Kind.OPERATION, id);
    return found;
  }
}
