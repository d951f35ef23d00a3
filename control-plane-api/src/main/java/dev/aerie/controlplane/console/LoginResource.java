package dev.aerie.controlplane.console;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.EndedSessions;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.PersonAuthentication;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.session.SignIns;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
  private final PersonAuthentication people;
  private final Caller caller;
  private final SignIns signIns;
  private final EndedSessions ended;

  LoginResource(PersonAuthentication people, Caller caller, SignIns signIns, EndedSessions ended) {
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
      if (ended.hasEnded(caller.session())) {
        // Keycloak was not reached when it ended here, and would give the same session again.
        return Response.seeOther(URI.create("/logout")).build();
      }
      throw refused;
    }
    caller.identify(person, Permission.SIGNED_IN);
    signIns.record(person);
    return Response.seeOther(URI.create("/")).build();
  }

  /** Says that Keycloak refused. */
  @GET
  @Path("refused")
  @Operation(hidden = true)
  public Response refused() {
    return Response.status(Response.Status.UNAUTHORIZED)
        .type("text/plain")
        .entity("Signing in was refused or interrupted. Open /login to try again.\n")
        .build();
  }
}
