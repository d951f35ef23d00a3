package dev.aerie.engine.execution;

/**
 * Chooses how to search a slice, by the number of distances either way has to compute. A walk
 * touches about {@code beam} nodes and their neighbours, each a cache miss; with a filter it has to
 * walk past rows that do not count.
 */
final class Planner {
  private static final double NEW_NEIGHBOURS = 14;
  private static final double CACHE_MISS = 2.5;

  private Planner() {}

  enum Way {
    EXACT,
    GRAPH
  }

  /** A decision and why. */
  record Plan(Way way, String reason) {}

  static Plan choose(int rows, int accepted, boolean graph, int beam) {
    if (!graph) {
      return new Plan(Way.EXACT, "exact scan of %d rows: no graph".formatted(accepted));
    }
    double selectivity = Math.max(1, accepted) / (double) Math.max(1, rows);
    double walk = beam * NEW_NEIGHBOURS * CACHE_MISS / selectivity;
    return accepted <= walk
        ? new Plan(
            Way.EXACT,
            "exact scan of %d of %d rows: a walk would cost %.0f".formatted(accepted, rows, walk))
        : new Plan(
            Way.GRAPH, "graph with beam %d: costs %.0f, a scan %d".formatted(beam, walk, accepted));
  }
}
