package dev.aerie.controlplane.usage;

import dev.aerie.billing.Window;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Times;
import dev.aerie.controlplane.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was used. */
@Path("/v1/usage")
@Tag(name = "Costs")
@RunOnVirtualThread
public class UsageResource {
  private final Exchange exchange;
  private final Caller caller;
  private final MeterRepository meter;
  private final Clock clock;

  UsageResource(Exchange exchange, Caller caller, MeterRepository meter, Clock clock) {
    this.exchange = exchange;
    this.caller = caller;
    this.meter = meter;
    this.clock = clock;
  }

  @GET
  @Needs(Permission.USAGE_READ)
  @Operation(
      summary = "Get usage",
      description =
          "Unit-seconds of each cluster, from the beginning of this month (UTC) "
              + "until now unless told otherwise.")
  public UsageReport get(
      @QueryParam("organizationId") Optional<String> organizationId,
      @QueryParam("from") Optional<String> from,
      @QueryParam("to") Optional<String> to) {
    String organization = Problem.required("organizationId", organizationId);
    caller.authorizeOrganization(organization);
    Instant now = clock.instant();
    Instant end = to.map(text -> Times.parse("to", text)).orElse(now);
    Instant start = from.map(text -> Times.parse("from", text)).orElseGet(() -> monthOf(end));
    if (start.isAfter(end)) {
      throw Problem.wrongField("from", "must not be after to");
    }
    return exchange.read(sql -> report(sql, organization, new Window(start, end)));
  }

  private UsageReport report(Sql sql, String organization, Window window) {
    var projects = meter.projectsOfClusters(sql, organization);
    List<UsageReport.Item> items =
        meter.used(sql, organization, window).stream()
            .map(
                used ->
                    new UsageReport.Item(
                        used.clusterId(),
                        projects.get(used.clusterId()),
                        used.unitSeconds(),
                        window.from(),
                        window.to()))
            .toList();
    return new UsageReport(items, items.stream().mapToLong(UsageReport.Item::unitSeconds).sum());
  }

  private static Instant monthOf(Instant at) {
    return at.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).toInstant();
  }
}
