package dev.aerie.engine.execution;

import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.execution.Planner.Plan;
import dev.aerie.engine.index.Effort;
import dev.aerie.engine.index.VectorIndex;
import dev.aerie.engine.query.Cancellation;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.Scorer;
import dev.aerie.engine.vector.TopK;
import dev.aerie.engine.vector.VectorRows;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Searches one slice for one or more queries. */
final class SliceSearch {
  /** Rows of a scan from one look at whether it is still wanted to the next. */
  private static final int ROWS_A_LOOK = 1 << 14;

  /** Rows whose vectors are asked of the memory at once. */
  private static final int AT_ONCE = 16;

  private final Slice slice;
  private final int sliceNumber;
  private final Metric metric;
  private final BitSet accepted;
  private final int acceptedRows;
  private final RangeBounds bounds;
  private final Cancellation cancellation;
  private final VectorRows vectors;
  private final List<VectorIndex> indexes;
  private int touched;

  SliceSearch(
      Slice slice,
      int sliceNumber,
      String field,
      Metric metric,
      BitSet accepted,
      RangeBounds bounds,
      Cancellation cancellation) {
    this.slice = slice;
    this.sliceNumber = sliceNumber;
    this.metric = metric;
    this.accepted = accepted;
    this.acceptedRows = accepted.cardinality();
    this.bounds = bounds;
    this.cancellation = cancellation;
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
    cancellation.looksAt(slice.block().rows());
    IntStream.Builder rows = IntStream.builder();
    plan.index().get().search(query, effort, accepted, rows);
    int[] found = rows.build().toArray();
    if (found.length < Math.min(effort.wanted(), acceptedRows) && !plan.index().get().findsAll()) {
      // The index ran dry, as a graph may where few rows pass the filter: only a scan knows the
      // rest.
      scan(scorer, top);
    } else {
      rank(found, scorer, top);
    }
  }

  private void rank(int[] rows, Scorer scorer, TopK top) {
    for (int from = 0; from < rows.length; from += AT_ONCE) {
      int to = Math.min(rows.length, from + AT_ONCE);
      for (int i = from; i < to; i++) {
        touched += scorer.touch(rows[i]);
      }
      for (int i = from; i < to; i++) {
        top.offer(scorer.score(rows[i]), RowReference.pack(sliceNumber, rows[i]));
      }
    }
  }

  private void scan(Scorer scorer, TopK top) {
    for (int next = accepted.nextSetBit(0); next >= 0; next = scan(scorer, top, next)) {
      cancellation.looksAt(Math.min(ROWS_A_LOOK, acceptedRows));
    }
  }

  /** Looks at some rows from one on, and gives the accepted one behind them; -1 for none. */
  private int scan(Scorer scorer, TopK top, int from) {
    boolean all = bounds.containAll();
    int row = from;
    for (int end = from + ROWS_A_LOOK; row >= 0 && row < end; row = accepted.nextSetBit(row + 1)) {
      float score = scorer.score(row);
      if (all || bounds.contains(score)) {
        top.offer(score, RowReference.pack(sliceNumber, row));
      }
    }
    return row;
  }
}
