package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.cluster.ClusterState;
import dev.aerie.controlplane.metric.Metric;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import dev.aerie.controlplane.quota.Quota;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What has to be true for an alert. Which of the others a kind takes, the kinds say.
 *
 * @param operations kinds of operations, as in {@code CREATE_CLUSTER}
 * @param states of clusters; {@code ABNORMAL} when there are none
 * @param quota one of the plan's limits; none: each
 * @param percent of a limit or budget, at which it is true
 * @param unitHours the budget of a calendar month in UTC
 * @param metric its name
 * @param comparison on which side of the threshold it is true
 * @param threshold for the metric's figure
 * @param minutes over which the figure is taken; 5 when not said
 */
@RefusedWithout("kind")
public record Condition(
    Optional<Kind> kind,
    Optional<List<String>> operations,
    Optional<List<ClusterState>> states,
    Optional<Quota> quota,
    Optional<Integer> percent,
    Optional<Integer> unitHours,
    Optional<String> metric,
    Optional<Comparison> comparison,
    Optional<Double> threshold,
    Optional<Integer> minutes) {
  static final int DEFAULT_MINUTES = 5;
  private static final int A_DAY = 1440;
  private static final int HUNDRED = 100;
  private static final int MOST = 20;

  /** Kinds of conditions. */
  @Schema(name = "ConditionKind")
  public enum Kind {
    /** A cluster's newest operation, of the given kinds, has failed. */
    OPERATION_FAILED,
    /** A cluster's newest backup, or the restore that was tried of it, has failed. */
    BACKUP_FAILED,
    /** A cluster is in one of the states. */
    CLUSTER_STATE,
    /** A region with clusters of the organisation has not been heard of. */
    REGION_UNAVAILABLE,
    /** So much of a limit of the plan is used. */
    QUOTA_SHARE,
    /** So much of the month's unit-hours is used. */
    USAGE_BUDGET,
    /** A metric of a cluster is beyond a threshold. */
    METRIC
  }

  /** Sides of a threshold. */
  @Schema(name = "Comparison")
  public enum Comparison {
    /** More than it. */
    ABOVE,
    /** Less than it. */
    BELOW
  }

  void check(Checks checks) {
    checks
        .present("condition.kind", kind)
        .range("condition.percent", percent, 1, HUNDRED)
        .range("condition.unitHours", unitHours, 1, Integer.MAX_VALUE)
        .range("condition.minutes", minutes, 1, A_DAY)
        .must(
            threshold.map(Double::isFinite).orElse(true),
            "condition.threshold",
            "must be a finite number")
        .must(
            operations.map(Condition::areNames).orElse(true),
            "condition.operations",
            "must be at most 20 kinds of operations, as in CREATE_CLUSTER")
        .must(
            states.map(list -> list.size() <= MOST && !list.contains(null)).orElse(true),
            "condition.states",
            "must be states of clusters");
    kind.ifPresent(one -> checkNeeds(checks, one));
  }

  private void checkNeeds(Checks checks, Kind needing) {
    switch (needing) {
      case OPERATION_FAILED, BACKUP_FAILED, CLUSTER_STATE, REGION_UNAVAILABLE -> {}
      case QUOTA_SHARE -> checks.present("condition.percent", percent);
      case USAGE_BUDGET -> checks.present("condition.unitHours", unitHours);
      case METRIC ->
          checks
              .present("condition.metric", metric)
              .present("condition.comparison", comparison)
              .present("condition.threshold", threshold)
              .must(
                  metric.map(name -> Metric.named(name).isPresent()).orElse(true),
                  "condition.metric",
                  "must be a metric of clusters, as in busy_ratio");
    }
  }

  private static boolean areNames(List<String> kinds) {
    return kinds.size() <= MOST
        && kinds.stream().allMatch(kind -> kind != null && kind.matches("[A-Z_]{1,40}"));
  }
}
