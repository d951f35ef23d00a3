package dev.aerie.controlplane.alert;

import dev.aerie.billing.ClusterUsage;
import dev.aerie.billing.Window;
import dev.aerie.controlplane.cluster.ClusterState;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.quota.LimitSource;
import dev.aerie.controlplane.quota.QuotaUsage;
import dev.aerie.controlplane.quota.Quotas;
import dev.aerie.controlplane.region.Region;
import dev.aerie.controlplane.usage.MeterRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks what is true of an organisation. Subjects that an answer leaves out are not known now,
 * unless they are gone.
 */
@ApplicationScoped
class ConditionQueries {
  private static final int HUNDRED = 100;

  private final Quotas quotas;
  private final Metrics metrics;
  private final MeterRepository meter;
  private final Clock clock;

  ConditionQueries(Quotas quotas, Metrics metrics, MeterRepository meter, Clock clock) {
    this.quotas = quotas;
    this.metrics = metrics;
    this.meter = meter;
    this.clock = clock;
  }

  List<Finding> ask(Sql sql, String organization, Condition condition) {
    return switch (condition.kind().orElseThrow()) {
      case OPERATION_FAILED ->
          operations(sql, organization, condition.operations().orElse(List.of()));
      case BACKUP_FAILED -> backups(sql, organization);
      case CLUSTER_STATE ->
          clusters(sql, organization, condition.states().orElse(List.of(ClusterState.ABNORMAL)));
      case REGION_UNAVAILABLE -> regions(sql, organization);
      case QUOTA_SHARE -> quotas(sql, organization, condition);
      case USAGE_BUDGET -> budget(sql, organization, condition);
      case METRIC -> figures(sql, organization, condition);
    };
  }

  private static List<Finding> operations(Sql sql, String organization, List<String> kinds) {
    return sql.list(
        """
        SELECT DISTINCT ON (c.id) c.id, c.name, o.kind, o.state, coalesce(o.error, '') AS error
        FROM operations o JOIN clusters c ON c.org_id = o.org_id AND c.id = o.cluster_id
        WHERE o.org_id = ? AND c.gone_at IS NULL AND o.finished_at IS NOT NULL
          AND (cardinality(?::text[]) = 0 OR o.kind = ANY (?))
        ORDER BY c.id, o.finished_at DESC, o.id DESC
        """,
        row ->
            new Finding(
                row.string("id"),
                row.string("state").equals("FAILED"),
                "%s of cluster %s failed: %s"
                    .formatted(row.string("kind"), row.string("name"), row.string("error"))),
        organization,
        kinds,
        kinds);
  }

  /**
   * By the backups themselves: those that a schedule makes are no operations. One that is yet to be
   * tried says nothing: it may be as bad as the one before.
   */
  private static List<Finding> backups(Sql sql, String organization) {
    return sql.list(
        """
        SELECT c.id, c.name, b.name AS backup, b.state = 'FAILED' AS failed, b.state = 'FAILED' OR NOT b.verified AS bad,
          coalesce(b.state_reason, 'no reason is known') AS reason
        FROM clusters c LEFT JOIN LATERAL (
          SELECT name, state, state_reason, coalesce(verified, true) AS verified FROM backups
          WHERE org_id = c.org_id AND cluster_id = c.id AND gone_at IS NULL
            AND (state = 'FAILED' OR state = 'READY' AND (verified IS NOT NULL OR NOT verify))
          ORDER BY created_at DESC, id DESC LIMIT 1) b ON true
        WHERE c.org_id = ? AND c.gone_at IS NULL
        """,
        row ->
            new Finding(
                row.string("id"),
                row.flag("bad"),
                (row.flag("failed")
                        ? "Backup %s of cluster %s failed: %s"
                        : "Backup %s of cluster %s was made, but the restore that was tried of it failed.")
                    .formatted(
                        row.text("backup").orElse(""), row.string("name"), row.string("reason"))),
        organization);
  }

  private static List<Finding> clusters(Sql sql, String organization, List<ClusterState> states) {
    return sql.list(
        """
        SELECT id, name, state, coalesce(state_reason, 'no reason is known') AS reason FROM clusters
        WHERE org_id = ? AND gone_at IS NULL
        """,
        row ->
            new Finding(
                row.string("id"),
                states.contains(ClusterState.valueOf(row.string("state"))),
                "Cluster %s is %s: %s"
                    .formatted(row.string("name"), row.string("state"), row.string("reason"))),
        organization);
  }

  private List<Finding> regions(Sql sql, String organization) {
    Instant now = clock.instant();
    return sql.list(
        """
        SELECT r.name, r.last_seen_at, count(*) AS clusters FROM clusters c JOIN regions r ON r.name = c.region
        WHERE c.org_id = ? AND c.gone_at IS NULL GROUP BY r.name
        """,
        row ->
            new Finding(
                row.string("name"),
                Region.State.at(row.time("last_seen_at"), now) == Region.State.UNAVAILABLE,
                "Region %s, where %d of your clusters are, has not been heard of since %s. They go on; changes wait."
                    .formatted(
                        row.string("name"),
                        row.number("clusters"),
                        row.time("last_seen_at").map(Instant::toString).orElse("it was made"))),
        organization);
  }

  private List<Finding> quotas(Sql sql, String organization, Condition condition) {
    QuotaUsage usage = quotas.usage(sql, organization);
    return usage.items().stream()
        .filter(item -> condition.quota().map(item.quota()::equals).orElse(true))
        .flatMap(item -> share(usage.plan(), item, condition.percent().orElseThrow()).stream())
        .toList();
  }

  private static Optional<Finding> share(String plan, QuotaUsage.Item item, int percent) {
    return item.limit()
        .map(
            limit ->
                new Finding(
                    item.quota().name(),
                    item.used() * HUNDRED >= limit * percent,
                    "%d of the %d %s that %s allows are used."
                        .formatted(
                            item.used(),
                            limit,
                            item.quota(),
                            item.source() == LimitSource.PLAN
                                ? "plan " + plan
                                : "the organization's own limit")));
  }

  private List<Finding> budget(Sql sql, String organization, Condition condition) {
    Instant now = clock.instant();
    LocalDate month = LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1);
    Instant begin = month.atStartOfDay().toInstant(ZoneOffset.UTC);
    long seconds =
        meter.used(sql, organization, new Window(begin, now)).stream()
            .mapToLong(ClusterUsage::unitSeconds)
            .sum();
    int hours = condition.unitHours().orElseThrow();
    long most = Duration.ofHours(hours).toSeconds();
    return List.of(
        new Finding(
            organization,
            seconds * HUNDRED >= most * condition.percent().orElse(HUNDRED),
            "%d of the budget of %d unit-hours of %s are used."
                .formatted(Duration.ofSeconds(seconds).toHours(), hours, YearMonth.from(month))));
  }

  private List<Finding> figures(Sql sql, String organization, Condition condition) {
    Duration window = Duration.ofMinutes(condition.minutes().orElse(Condition.DEFAULT_MINUTES));
    String metric = condition.metric().orElseThrow();
    double threshold = condition.threshold().orElseThrow();
    Condition.Comparison side = condition.comparison().orElseThrow();
    Stream<Metrics.Figure> known = metrics.figures(sql, organization, metric, window).stream();
    return known
        .map(
            figure ->
                new Finding(
                    figure.cluster(),
                    switch (side) {
                      case ABOVE -> figure.value() > threshold;
                      case BELOW -> figure.value() < threshold;
                    },
                    "%s of cluster %s is %s over %d minutes; the threshold is %s."
                        .formatted(
                            metric, figure.name(), figure.value(), window.toMinutes(), threshold)))
        .toList();
  }
}
