package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Wakeups;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.region.RegionRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What regions' agents call; see the agent protocol in docs/architecture.md. */
@Path("/agent/v1")
@Tag(name = "Agent", description = "How agents of regions speak with the control plane.")
@RunOnVirtualThread
public class AgentResource {
  private static final int LONGEST_WAIT = 55;

  private final AgentRegion region;
  private final Database database;
  private final DesiredRepository desired;
  private final ReportService reports;
  private final RegionRepository regions;
  private final Wakeups wakeups;
  private final Clock clock;

  AgentResource(
      AgentRegion region,
      Database database,
      DesiredRepository desired,
      ReportService reports,
      RegionRepository regions,
      Wakeups wakeups,
      Clock clock) {
    this.region = region;
    this.database = database;
    this.desired = desired;
    this.reports = reports;
    this.regions = regions;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  @GET
  @Path("desired")
  @Operation(
      summary = "Wait for what a region should have",
      description =
          "Answers as soon as something is newer than `after`, else after `wait` "
              + "seconds with nothing.")
  public Desired desired(
      @QueryParam("after") @DefaultValue("0") long after,
      @QueryParam("wait") @DefaultValue("0") int wait)
      throws InterruptedException {
    if (wait < 0 || wait > LONGEST_WAIT) {
      throw Problem.wrongField("wait", "must be 0 to " + LONGEST_WAIT + " seconds");
    }
    Instant end = clock.instant().plusSeconds(wait);
    while (true) {
      long seen = wakeups.count();
      Desired found = look(after);
      Duration left = Duration.between(clock.instant(), end);
      if (!found.isEmpty() || !left.isPositive() || !wakeups.isRunning()) {
        return found;
      }
      wakeups.await(seen, left.compareTo(Wakeups.LONGEST) < 0 ? left : Wakeups.LONGEST);
    }
  }

  private Desired look(long after) {
    return database.transaction(
        Scope.region(region.name()),
        sql -> {
          Desired found = desired.after(sql, region.name(), after);
          regions.seen(sql, region.name());
          return found;
        });
  }

  @POST
  @Path("report")
  @Operation(
      summary = "Report what a region has",
      description = "Takes a numbered batch of what the agent has seen.")
  public Accepted report(Report report) {
    return new Accepted(reports.accept(region.name(), report));
  }

  /** The answer to a report. */
  public record Accepted(long accepted) {}
}
