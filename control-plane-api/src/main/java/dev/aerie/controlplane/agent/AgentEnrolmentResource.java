package dev.aerie.controlplane.agent;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How agents come in; see the agent protocol in docs/architecture.md. */
@Path("/agent/v1")
@Tag(name = "Agent")
@RunOnVirtualThread
public class AgentEnrolmentResource {
  private final AgentRegion region;
  private final EnrolmentService enrolments;

  AgentEnrolmentResource(AgentRegion region, EnrolmentService enrolments) {
    this.region = region;
    this.enrolments = enrolments;
  }

  /** The answer to an enrolment. */
  public record Enrolled(String region) {}

  @POST
  @Path("enrol")
  @Operation(summary = "Enrol an agent", description = "Takes an agent in by its token.")
  public Enrolled enrol(AgentEnrolment body) {
    return new Enrolled(enrolments.enrol(body));
  }

  @POST
  @Path("key")
  @Operation(summary = "Add the agent's next key", description = "Takes the agent's next key.")
  public Enrolled rotate(AgentEnrolment body) {
    enrolments.rotate(region.name(), body);
    return new Enrolled(region.name());
  }
}
