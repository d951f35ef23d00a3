package dev.aerie.controlplane.quota;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.quota.QuotaUsage.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds organisations to the limits of their plans, or their own in place of these, and projects to
 * theirs. Safe for use by many threads.
 */
@ApplicationScoped
public class Quotas {
  private static final TypeReference<Map<Quota, Long>> LIMITS = new TypeReference<>() {};

  private final JsonColumns json;
  private final Clock clock;

  Quotas(JsonColumns json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /** Lets nobody else get more of anything until the transaction ends. */
  public void lock(Sql sql, String organization) {
    sql.list(
        "SELECT pg_advisory_xact_lock(hashtextextended('quota:' || ?, 0))",
        row -> organization,
        organization);
  }

  /**
   * Asks whether an organisation may have this many more; nobody else gets any until the
   * transaction ends. Ask after everything else was locked, always: the organisation or a project
   * first, then regions, then rows; or two changes could wait for each other.
   *
   * @throws Problem 409 when its plan, or a limit of its own in place of the plan's, does not allow
   *     it
   */
  public void mustHaveRoom(Sql sql, String organization, Quota quota, int more) {
    if (more <= 0) {
      return;
    }
    lock(sql, organization);
    Allowed allowed = allowed(sql, organization);
    long used = used(sql, organization, quota);
    allowed
        .limit(quota)
        .filter(limit -> used + more > limit.most())
        .ifPresent(
            limit -> {
              throw new Problem(
                  Code.QUOTA_EXCEEDED,
                  "%s allows %d %s, %d are used and %d more are asked for. Free some, or ask whoever runs the platform for more."
                      .formatted(allowed.by(limit), limit.most(), quota, used, more));
            });
  }

  /**
   * As {@link #mustHaveRoom(Sql, String, Quota, int)}, and asks for the project's own limit too.
   *
   * @throws Problem 409 when the plan or the project's limit does not allow it
   */
  public void mustHaveRoom(Sql sql, String organization, String project, Quota quota, int more) {
    mustHaveRoom(sql, organization, quota, more);
    if (more <= 0) {
      return;
    }
    Optional<Long> limit = Optional.ofNullable(limits(sql, organization, project).get(quota));
    long used = usedIn(sql, organization, project, quota);
    if (limit.filter(most -> used + more > most).isPresent()) {
      throw new Problem(
          Code.QUOTA_EXCEEDED,
          "The project may have %d %s, %d are used and %d more are asked for. Free some, or ask an owner of the organization for a higher limit."
              .formatted(limit.get(), quota, used, more));
    }
  }

  /** Each limit a project can have of its own, and how much of it is used. */
  public List<QuotaUsage.Item> usage(Sql sql, String organization, String project) {
    Map<Quota, Long> limits = limits(sql, organization, project);
    return Arrays.stream(Quota.values())
        .filter(Quota::isOfProjects)
        .map(
            quota ->
                QuotaUsage.Item.of(
                    quota,
                    usedIn(sql, organization, project, quota),
                    limit(limits, quota, LimitSource.PROJECT)))
        .toList();
  }

  /** Gives a project these limits in place of those it had. */
  public void limit(Sql sql, String organization, String project, Map<Quota, Long> limits) {
    sql.change(
        "UPDATE projects SET limits = ?::jsonb WHERE org_id = ? AND id = ?",
        json.write(limits),
        organization,
        project);
  }

  private Map<Quota, Long> limits(Sql sql, String organization, String project) {
    return sql.first(
            "SELECT limits FROM projects WHERE org_id = ? AND id = ?",
            row -> json.read(row.string("limits"), LIMITS),
            organization,
            project)
        .orElseThrow();
  }

  private long usedIn(Sql sql, String organization, String project, Quota quota) {
    return sql.first(
            quota.queryOfProject(),
            row -> row.number("used"),
            quota.parameters(clock.instant(), organization, project))
        .orElseThrow();
  }

  /** Each limit of an organisation and how much of it is used. */
  public QuotaUsage usage(Sql sql, String organization) {
    Allowed allowed = allowed(sql, organization);
    return new QuotaUsage(
        organization,
        allowed.plan(),
        Arrays.stream(Quota.values())
            .map(
                quota ->
                    QuotaUsage.Item.of(quota, used(sql, organization, quota), allowed.limit(quota)))
            .toList());
  }

  private long used(Sql sql, String organization, Quota quota) {
    return sql.first(
            quota.query(),
            row -> row.number("used"),
            quota.parameters(clock.instant(), organization))
        .orElseThrow();
  }

  private Allowed allowed(Sql sql, String organization) {
    return sql.first(
            "SELECT p.name, p.limits, o.limits AS own FROM plans p JOIN organizations o ON o.plan = p.name WHERE o.org_id = ?",
            row ->
                new Allowed(
                    row.string("name"),
                    json.read(row.string("limits"), LIMITS),
                    json.read(row.string("own"), LIMITS)),
            organization)
        .orElseThrow();
  }

  private static Optional<Limit> limit(Map<Quota, Long> limits, Quota quota, LimitSource source) {
    return Optional.ofNullable(limits.get(quota)).map(most -> new Limit(most, source));
  }

  /** What a plan allows, and the limits of an organisation's own, which win. */
  private record Allowed(String plan, Map<Quota, Long> limits, Map<Quota, Long> own) {
    Optional<Limit> limit(Quota quota) {
      return Quotas.limit(own, quota, LimitSource.ORGANIZATION)
          .or(() -> Quotas.limit(limits, quota, LimitSource.PLAN));
    }

    String by(Limit limit) {
      return limit.source() == LimitSource.PLAN ? "Plan " + plan : "The organization's own limit";
    }
  }
}
