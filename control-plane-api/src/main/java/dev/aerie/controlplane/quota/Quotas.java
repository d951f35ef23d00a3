package dev.aerie.controlplane.quota;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Holds organisations to the limits of their plans. Safe for use by many threads. */
@ApplicationScoped
public class Quotas {
  private static final TypeReference<Map<Quota, Long>> LIMITS = new TypeReference<>() {};

  private final JsonColumns json;

  Quotas(JsonColumns json) {
    this.json = json;
  }

  /**
   * Asks whether an organisation may have this many more; nobody else gets any until the
   * transaction ends. Ask after everything else was locked, always: a project first, then regions,
   * then rows; or two changes could wait for each other.
   *
   * @throws Problem 409 when its plan does not allow it
   */
  public void mustHaveRoom(Sql sql, String organization, Quota quota, int more) {
    if (more <= 0) {
      return;
    }
    sql.list(
        "SELECT pg_advisory_xact_lock(hashtextextended('quota:' || ?, 0))",
        row -> organization,
        organization);
    Plan plan = plan(sql, organization);
    long used = used(sql, organization, quota);
    Optional<Long> limit = plan.limit(quota);
    if (limit.filter(most -> used + more > most).isPresent()) {
      throw new Problem(
          Code.QUOTA_EXCEEDED,
          "Plan %s allows %d %s, %d are used and %d more are asked for. Free some, or ask for a larger plan."
              .formatted(plan.name(), limit.get(), quota, used, more));
    }
  }

  /** Each limit of an organisation's plan and how much of it is used. */
  public QuotaUsage usage(Sql sql, String organization) {
    Plan plan = plan(sql, organization);
    return new QuotaUsage(
        organization,
        plan.name(),
        Arrays.stream(Quota.values())
            .map(
                quota ->
                    new QuotaUsage.Item(quota, used(sql, organization, quota), plan.limit(quota)))
            .toList());
  }

  private static long used(Sql sql, String organization, Quota quota) {
    return sql.first(quota.query(), row -> row.number("used"), organization).orElseThrow();
  }

  private Plan plan(Sql sql, String organization) {
    return sql.first(
            "SELECT p.* FROM plans p JOIN organizations o ON o.plan = p.name WHERE o.org_id = ?",
            row -> new Plan(row.string("name"), json.read(row.string("limits"), LIMITS)),
            organization)
        .orElseThrow();
  }

  private record Plan(String name, Map<Quota, Long> limits) {
    Optional<Long> limit(Quota quota) {
      return Optional.ofNullable(limits.get(quota));
    }
  }
}
