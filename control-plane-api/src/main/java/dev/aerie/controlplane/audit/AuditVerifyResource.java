package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Proves that an audit log is as it was written. */
@Path("/v1/audit-events:verify")
@Tag(name = "Audit")
@RunOnVirtualThread
public class AuditVerifyResource {
  private final Exchange exchange;
  private final Caller caller;

  AuditVerifyResource(Exchange exchange, Caller caller) {
    this.exchange = exchange;
    this.caller = caller;
  }

  @GET
  @Needs(Permission.AUDIT_READ)
  @Operation(
      summary = "Verify the audit chain",
      description =
          "Makes every hash of the chain again and names the first event that does " + "not hold.")
  public AuditVerification verify(@QueryParam("organizationId") Optional<String> organizationId) {
    String organization = Problem.required("organizationId", organizationId);
    caller.authorizeOrganization(organization);
    return exchange.read(sql -> new AuditChain(sql, organization).verify());
  }
}
