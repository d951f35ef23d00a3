package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Proves that an audit log is as it was written. */
@Path("/v1/audit-events:verify")
@Tag(name = "Audit")
@RunOnVirtualThread
public class AuditVerifyResource {
  private final Exchange exchange;
  private final Caller caller;
  private final AuditProofs proofs;

  AuditVerifyResource(Exchange exchange, Caller caller, AuditProofs proofs) {
    this.exchange = exchange;
    this.caller = caller;
    this.proofs = proofs;
  }

  @GET
  @Needs(Permission.AUDIT_READ)
  @Refuses(Code.VERIFICATION_RUNNING)
  @Operation(
      summary = "Verify the audit chain",
      description =
          "Makes every hash of the chain again and names the first event that does not hold. A long log takes more than one request: ask again after `verifiedThrough` with its `verifiedHash` until `complete`. One at a time for an organization.")
  public AuditVerification verify(@BeanParam AuditRangeRequest asked) {
    String organization = Problem.required("organizationId", asked.organizationId);
    caller.authorizeOrganization(organization);
    asked.check();
    return proofs.prove(organization, asked, exchange::read);
  }
}
