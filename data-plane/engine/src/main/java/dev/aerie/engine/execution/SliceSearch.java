package dev.aerie.engine.execution;

import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.execution.Planner.Plan;
import dev.aerie.engine.index.Effort;
import dev.aerie.engine.index.VectorIndex;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.Scorer;
import dev.aerie.engine.vector.TopK;
import dev.aerie.engine.vector.VectorRows;
import java.util.BitSet;
import java.util.List;

/** Searches one slice for one or more queries. */
final class SliceSearch {
  private final Slice slice;
  private final int sliceNumber;
  private final Metric metric;
  private final BitSet accepted;
  private final int acceptedRows;
  private final RangeBounds bounds;
  private final VectorRows vectors;
  private final List<VectorIndex> indexes;

  SliceSearch(
      Slice slice,
      int sliceNumber,
      String field,
      Metric metric,
      BitSet accepted,
      RangeBounds bounds) {
    this.slice = slice;
    this.sliceNumber = sliceNumber;
    this.metric = metric;
    this.accepted = accepted;
    this.acceptedRows = accepted.cardinality();
    this.bounds = bounds;
    this.vectors = slice.block().vectors(field);
    this.indexes = slice.indexes().getOrDefault(field, List.of());
  }

  /** A range search is exact: how many rows are within the bounds is not known before. */
  Plan plan(Effort effort) {
    return bounds.isOpen()
        ? Planner.choose(slice.block().rows(), acceptedRows, indexes, effort)
        : Plan.exact("%d rows: range search".formatted(acceptedRows));
  }

  void run(Plan plan, QueryVector query, Effort effort, TopK top) {
    Scorer scorer = vectors.scorer(metric, query);
    if (plan.index().isEmpty()) {
      scan(scorer, top);
      return;
    }
    int[] found = new int[1];
    TopK near = new TopK(effort.wanted(), metric.largerIsNearer());
    plan.index()
        .get()
        .search(
            query,
            effort,
            accepted,
            row -> {
              found[0]++;
              near.offer(scorer.score(row), RowReference.pack(sliceNumber, row));
            });
    if (found[0] < Math.min(effort.wanted(), acceptedRows) && !plan.index().get().findsAll()) {
      // The index ran dry, as a graph may where few rows pass the filter: only a scan knows the
      // rest.
      scan(scorer, top);
    } else {
      near.drainTo(top);
    }
  }

  private void scan(Scorer scorer, TopK top) {
    boolean all = bounds.containAll();
    for (int row = accepted.nextSetBit(0); row >= 0; row = accepted.nextSetBit(row + 1)) {
      float score = scorer.score(row);
      if (all || bounds.contains(score)) {
        top.offer(score, RowReference.pack(sliceNumber, row));
      }
    }
  }
}
