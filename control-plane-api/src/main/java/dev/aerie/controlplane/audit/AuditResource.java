package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
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
import java.util.Optional;

/** What happened in an organisation. */
@Path("/v1/audit-events")
@RunOnVirtualThread
public class AuditResource {
  private final Exchange exchange;
  private final Caller caller;

  AuditResource(Exchange exchange, Caller caller) {
    this.exchange = exchange;
    this.caller = caller;
  }

  /** Newest first. */
  @GET
  @Needs(Permission.AUDIT_READ)
  public Page<AuditEvent> list(
      @QueryParam("organizationId") Optional<String> organizationId, @BeanParam PageRequest page) {
    String organization =
        organizationId.orElseThrow(() -> Problem.wrongField("organizationId", "is required"));
    caller.authorize(Target.organization(organization), Kind.ORGANIZATION, organization);
    return exchange.read(
        sql ->
            page.cut(
                sql.list(
                    "SELECT * FROM audit_events WHERE org_id = ? AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?",
                    row -> AuditEvent.of(AuditEntry.read(row)),
                    organization,
                    page.after(Kind.AUDIT_EVENT),
                    page.after(Kind.AUDIT_EVENT),
                    page.limit() + 1),
                AuditEvent::id));
  }
}
