package dev.aerie.engine.execution;

import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.filter.FilterEvaluator;
import java.util.BitSet;
import java.util.Optional;

/** The rows of a slice that a read may answer: not deleted, and passing the filter. */
final class Accepted {
  private Accepted() {}

  static BitSet rows(Slice slice, Optional<Filter> filter) {
    BitSet rows;
    if (filter.isPresent()) {
      rows = FilterEvaluator.evaluate(filter.get(), slice.block());
    } else {
      rows = new BitSet(slice.block().rows());
      rows.set(0, slice.block().rows());
    }
    rows.andNot(slice.deleted());
    return rows;
  }
}
