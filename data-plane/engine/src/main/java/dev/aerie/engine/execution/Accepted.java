package dev.aerie.engine.execution;

import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.filter.FilterEvaluator;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows that pass a filter; of a whole slice, those that a read may answer. */
final class Accepted {
  private Accepted() {}

  /** The rows of a slice that are not deleted and pass the filter. */
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

  /** Which of some rows, by their place in the list, pass a filter. */
  static BitSet among(List<RowReference> rows, List<Slice> slices, Filter filter) {
    Map<Integer, BitSet> passing = new HashMap<>();
    rows.forEach(r -> passing.computeIfAbsent(r.slice(), _ -> new BitSet()).set(r.row()));
    passing.replaceAll(
        (slice, asked) -> FilterEvaluator.evaluate(filter, slices.get(slice).block(), asked));
    BitSet places = new BitSet(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      places.set(i, passing.get(rows.get(i).slice()).get(rows.get(i).row()));
    }
    return places;
  }
}
