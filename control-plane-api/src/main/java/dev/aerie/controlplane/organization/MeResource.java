package dev.aerie.controlplane.organization;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Exchange;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller. */
@Path("/v1/me")
@Tag(name = "Organizations")
@RunOnVirtualThread
public class MeResource {
  private static final int MOST = 1000;

  private final Exchange exchange;
  private final Caller caller;
  private final OrganizationRepository organizations;

  MeResource(Exchange exchange, Caller caller, OrganizationRepository organizations) {
    this.exchange = exchange;
    this.caller = caller;
    this.organizations = organizations;
  }

  @GET
  @Needs(Permission.SIGNED_IN)
  @Operation(
      summary = "Tell who calls",
      description = "Who the credential belongs to and which organizations it reaches.")
  public Me get() {
    var principal = caller.principal();
    return new Me(
        new Me.Subject(principal.kind().name(), principal.id(), principal.name()),
        exchange.read(sql -> organizations.list(sql, "", MOST)));
  }

  /** The answer. */
  public record Me(Subject principal, List<Organization> organizations) {
    /** A person or a key. */
    @Schema(name = "Caller")
    public record Subject(String kind, String id, String name) {}
  }
}
