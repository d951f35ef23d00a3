package dev.aerie.engine.execution;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.schema.Metric;
import java.util.OptionalDouble;

/**
 * The bounds of a range search: the outer one is exclusive, the inner one inclusive. Scores have
 * the precision of a float, and so have bounds, as in Milvus: else the float nearest to a bound
 * would lie within or beyond it by chance.
 */
record RangeBounds(
    boolean largerIsNearer, boolean matchesOnly, OptionalDouble outer, OptionalDouble inner) {
  /**
   * @param matchesOnly whether rows of score 0 have nothing to do with the query, as those have
   *     that share no dimension with a sparse one
   */
  static RangeBounds of(SearchRequest request, Metric metric, boolean matchesOnly) {
    OptionalDouble outer = rounded(request.radius());
    OptionalDouble inner = rounded(request.rangeFilter());
    if (inner.isPresent() && outer.isEmpty()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "range_filter needs a radius beside it");
    }
    if (inner.isPresent()) {
      double from = inner.getAsDouble();
      double to = outer.getAsDouble();
      if (metric.largerIsNearer() ? from <= to : from >= to) {
        throw new EngineException(
            ErrorCode.INVALID_ARGUMENT,
            "range_filter %s has to be nearer than radius %s for metric %s"
                .formatted(from, to, metric));
      }
    }
    return new RangeBounds(metric.largerIsNearer(), matchesOnly, outer, inner);
  }

  private static OptionalDouble rounded(OptionalDouble bound) {
    return bound.isPresent() ? OptionalDouble.of((float) bound.getAsDouble()) : bound;
  }

  boolean isOpen() {
    return outer.isEmpty();
  }

  /** Whether every score is within. */
  boolean containAll() {
    return isOpen() && !matchesOnly;
  }

  boolean contains(float score) {
    boolean within =
        outer.isEmpty()
            || (largerIsNearer ? score > outer.getAsDouble() : score < outer.getAsDouble());
    return within
        && (!matchesOnly || score > 0)
        && (inner.isEmpty()
            || (largerIsNearer ? score <= inner.getAsDouble() : score >= inner.getAsDouble()));
  }
}
