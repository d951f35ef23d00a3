package dev.aerie.controlplane.feed;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** What changes, as it happens. */
@Path("/v1/events")
@Tag(name = "Observability")
@RunOnVirtualThread
public class EventResource {
  /** A stream ends after this, so that one of a key that has expired does. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Caller caller;
  private final ChangeFeed feed;

  EventResource(Caller caller, ChangeFeed feed) {
    this.caller = caller;
    this.feed = feed;
  }

  @GET
  @Needs(Permission.ORGANIZATION_READ)
  @Operation(
      summary = "Stream changes",
      description =
          "Server-sent events, one for each change of what the caller may see in "
              + "an organization. The first is `RETURNED`. A reader that is too slow, one whose rights are others now, and everybody after five minutes, has to connect again.")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  public Multi<Change> stream(@QueryParam("organizationId") Optional<String> organizationId) {
    String organization =
        organizationId.orElseThrow(() -> Problem.wrongField("organizationId", "is required"));
    caller.authorizeOrganization(organization);
    Principal principal = caller.principal();
    String session = caller.session();
    return ChangeStream.of(
            feed.all().filter(change -> isFor(principal, organization, change)),
            feed.rights(caller.arrivedAt())
                .filter(change -> change.concerns(organization, principal.id(), session)))
        .select()
        .first(LONGEST);
  }

  private static boolean isFor(Principal principal, String organization, Change change) {
    return change.kind() == Change.Kind.RETURNED
        || (change.organizationId().filter(organization::equals).isPresent()
            && principal.may(permission(change.kind()), change.target()));
  }

  private static Permission permission(Change.Kind kind) {
    return switch (kind) {
      case ORGANIZATION, RETURNED -> Permission.ORGANIZATION_READ;
      case PROJECT -> Permission.PROJECT_READ;
      case CLUSTER, OPERATION -> Permission.CLUSTER_READ;
      case API_KEY -> Permission.API_KEY_READ;
    };
  }
}
