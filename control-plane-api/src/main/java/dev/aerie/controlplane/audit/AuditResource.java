package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Kind;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happened in an organisation. */
@Path("/v1/audit-events")
@Tag(name = "Audit", description = "Who did what, chained so that changes are found.")
@RunOnVirtualThread
public class AuditResource {
  private final Exchange exchange;
  private final Caller caller;

  AuditResource(Exchange exchange, Caller caller) {
    this.exchange = exchange;
    this.caller = caller;
  }

  @GET
  @Needs(Permission.AUDIT_READ)
  @Operation(summary = "List audit events", description = "Newest first.")
  public Page<AuditEvent> list(@BeanParam AuditQuery query, @BeanParam PageRequest page) {
    String organization = query.organization();
    caller.authorizeOrganization(organization);
    query.check();
    return exchange.read(
        sql -> {
          List<AuditEvent> found =
              query.newest(sql, before(sql, organization, page), page.limit() + 1).stream()
                  .map(AuditEvent::of)
                  .toList();
          return page.cut(found, AuditEvent::id);
        });
  }

  private static long before(Sql sql, String organization, PageRequest page) {
    String last = page.after(Kind.AUDIT_EVENT);
    return last.isEmpty()
        ? Long.MAX_VALUE
        : sql.first(
                "SELECT seq FROM audit_events WHERE org_id = ? AND id = ?",
                row -> row.number("seq"),
                organization,
                last)
            .orElse(0L);
  }
}
