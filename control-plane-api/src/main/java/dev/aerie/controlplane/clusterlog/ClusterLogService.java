package dev.aerie.controlplane.clusterlog;

import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterService;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.database.Wakeups;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.region.Region;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Has regions read logs for people who wait for them: regions call in, nobody calls them. Safe for
 * use by many threads.
 */
@ApplicationScoped
public class ClusterLogService {
  /** The feature of regions that let their logs be read. */
  public static final String FEATURE = "logs";

  private final ClusterService clusters;
  private final LogRequestRepository requests;
  private final AuditLog audit;
  private final Database database;
  private final Wakeups wakeups;
  private final Clock clock;

  ClusterLogService(
      ClusterService clusters,
      LogRequestRepository requests,
      AuditLog audit,
      Database database,
      Wakeups wakeups,
      Clock clock) {
    this.clusters = clusters;
    this.requests = requests;
    this.audit = audit;
    this.database = database;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  private record Asked(Cluster cluster, LogRequest request) {}

  /**
   * What the region finds.
   *
   * @throws Problem 409 when it does not let its logs be read, 503 when it does not answer
   */
  ClusterLogs read(Exchange exchange, String id, LogSelection.Checked selection)
      throws InterruptedException {
    Asked asked = exchange.transact(sql -> ask(sql, id, selection));
    Instant end = clock.instant().plus(LogRequestRepository.PATIENCE);
    while (true) {
      long seen = wakeups.count();
      Optional<List<LogAnswer.PodLog>> found =
          exchange.transact(sql -> requests.collect(sql, asked.cluster(), asked.request()));
      if (found.isPresent()) {
        return new ClusterLogs(id, found.get());
      }
      Duration left = Duration.between(clock.instant(), end);
      if (!left.isPositive() || !wakeups.isRunning()) {
        exchange.transact(sql -> requests.withdraw(sql, asked.cluster(), asked.request()));
        throw silent(asked.cluster().region());
      }
      wakeups.await(seen, left.compareTo(Wakeups.LONGEST) < 0 ? left : Wakeups.LONGEST);
    }
  }

  private Asked ask(Sql sql, String id, LogSelection.Checked selection) {
    Cluster cluster = clusters.get(sql, id, FEATURE);
    if (cluster.regionState() == Region.State.UNAVAILABLE) {
      throw silent(cluster.region());
    }
    LogRequest request =
        new LogRequest(
            UUID.randomUUID().toString(),
            cluster.projectId(),
            cluster.id(),
            selection.pod(),
            selection.tail(),
            selection.since());
    requests.ask(sql, cluster, request);
    audit.record(
        sql,
        cluster.organizationId(),
        "cluster.read-logs",
        cluster.id(),
        Optional.empty(),
        Optional.of(selection));
    return new Asked(cluster, request);
  }

  private static Problem silent(String region) {
    return new Problem(
        Code.REGION_DOES_NOT_ANSWER,
        "Region %s does not answer. See GET /v1/regions/%s, and try again when it is available."
            .formatted(region, region));
  }
}
