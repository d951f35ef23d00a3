package dev.aerie.controlplane.console;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.EndedSessions;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.PersonAuthentication;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.refusal.ProblemBody;
import dev.aerie.controlplane.refusal.RefusalPage;
import dev.aerie.controlplane.session.SignIns;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Where signing in ends. The path is only reached with a session: without one Quarkus begins the
 * code flow here.
 */
@Path("/login")
@RunOnVirtualThread
public class LoginResource {
  private static final String REFUSED = "Signing in was refused or interrupted.";

  private final PersonAuthentication people;
  private final Caller caller;
  private final SignIns signIns;
  private final EndedSessions ended;
  private final RoutingContext routing;

  LoginResource(
      PersonAuthentication people,
      Caller caller,
      SignIns signIns,
      EndedSessions ended,
      RoutingContext routing) {
    this.routing = routing;
    this.ended = ended;
    this.people = people;
    this.caller = caller;
    this.signIns = signIns;
  }

  /** Records the sign-in with every organisation of the person and shows the console. */
  @GET
  @Operation(hidden = true)
  public Response signedIn() {
    Principal person;
    try {
      person = people.authenticate();
    } catch (Problem refused) {
      if (caller.signIn().filter(ended::hasEnded).isPresent()) {
        // Keycloak may not know that it has ended, and would give the same session again.
        return Response.seeOther(URI.create("/logout")).build();
      }
      throw refused;
    }
    caller.identify(person, Permission.SIGNED_IN);
    signIns.record(person);
    return Response.seeOther(URI.create("/")).build();
  }

  /** Says that Keycloak refused; what it gave as the reason came by the address, so anybody's. */
  @GET
  @Path("refused")
  @Operation(hidden = true)
  public Response refused() {
    var answer = Response.status(Response.Status.UNAUTHORIZED);
    if (RefusalPage.suits(routing)) {
      Problem problem = Problem.unauthenticated(REFUSED);
      String page =
          RefusalPage.of(ProblemBody.of(problem, routing.normalizedPath(), caller.traceId()));
      return answer.type(RefusalPage.TYPE).entity(page).build();
    }
    return answer.type("text/plain").entity(REFUSED + " Open /login to try again.\n").build();
  }
}
