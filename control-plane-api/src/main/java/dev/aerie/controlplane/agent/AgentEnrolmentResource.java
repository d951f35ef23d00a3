package dev.aerie.controlplane.agent;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** How agents come in; see the agent protocol in docs/architecture.md. */
@Path("/agent/v1")
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

  /** Takes an agent in by its token. */
  @POST
  @Path("enrol")
  public Enrolled enrol(AgentEnrolment body) {
    return new Enrolled(enrolments.enrol(body));
  }

  /** Takes the agent's next key. */
  @POST
  @Path("key")
  public Enrolled rotate(AgentEnrolment body) {
    enrolments.rotate(region.name(), body);
    return new Enrolled(region.name());
  }
}
