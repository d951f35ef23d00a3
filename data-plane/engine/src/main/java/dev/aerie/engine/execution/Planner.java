package dev.aerie.engine.execution;

import dev.aerie.engine.index.Effort;
import dev.aerie.engine.index.VectorIndex;
import java.util.List;
import java.util.Optional;

/**
 * Chooses how to search a slice: the cheapest of an exact scan of the accepted rows and the indexes
 * there are.
 */
final class Planner {
  private Planner() {}

  /**
   * A decision and why.
   *
   * @param index what to search by; empty for an exact scan
   */
  record Plan(Optional<VectorIndex> index, String reason) {
    static Plan exact(String reason) {
      return new Plan(Optional.empty(), "exact scan of " + reason);
    }
  }

  static Plan choose(int rows, int accepted, List<VectorIndex> indexes, Effort effort) {
    double cheapest = accepted;
    Plan plan = Plan.exact("%d of %d rows".formatted(accepted, rows));
    for (VectorIndex index : indexes) {
      double cost = index.cost(rows, accepted, effort);
      if (cost < cheapest) {
        cheapest = cost;
        plan =
            new Plan(
                Optional.of(index),
                "%s: cost %.0f, a scan %d".formatted(index.name(), cost, accepted));
      }
    }
    return plan;
  }
}
