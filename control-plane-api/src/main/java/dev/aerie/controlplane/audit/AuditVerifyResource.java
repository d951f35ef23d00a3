package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;

/** Proves that an audit log is as it was written. */
@Path("/v1/audit-events:verify")
@RunOnVirtualThread
public class AuditVerifyResource {
  private final Exchange exchange;
  private final Caller caller;

  AuditVerifyResource(Exchange exchange, Caller caller) {
    this.exchange = exchange;
    this.caller = caller;
  }

  /** Makes every hash of the chain again and names the first event that does not hold. */
  @GET
  @Needs(Permission.AUDIT_READ)
  public AuditVerification verify(@QueryParam("organizationId") Optional<String> organizationId) {
    String organization = Problem.required("organizationId", organizationId);
    caller.authorize(Target.organization(organization), Kind.ORGANIZATION, organization);
    return exchange.read(sql -> new AuditChain(sql, organization).verify());
  }
}
