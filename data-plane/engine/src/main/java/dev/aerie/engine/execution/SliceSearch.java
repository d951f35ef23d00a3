package dev.aerie.engine.execution;

import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.execution.Planner.Plan;
import dev.aerie.engine.execution.Planner.Way;
import dev.aerie.engine.index.GraphIndex;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.Scorer;
import dev.aerie.engine.vector.TopK;
import dev.aerie.engine.vector.Vectors;
import java.util.BitSet;
import java.util.Optional;

/** Searches one slice for one or more queries. */
final class SliceSearch {
  private final Slice slice;
  private final int sliceNumber;
  private final Metric metric;
  private final BitSet accepted;
  private final int acceptedRows;
  private final RangeBounds bounds;
  private final Vectors vectors;
  private final Optional<GraphIndex> graph;

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
    this.graph = Optional.ofNullable(slice.graphs().get(field));
  }

  /** A range search is exact: how many rows are within the bounds is not known before. */
  Plan plan(int beam) {
    return bounds.isOpen()
        ? Planner.choose(slice.block().rows(), acceptedRows, graph.isPresent(), beam)
        : new Plan(Way.EXACT, "exact scan of %d rows: range search".formatted(acceptedRows));
  }

  void run(Plan plan, float[] query, int wanted, int beam, TopK top) {
    Scorer scorer = Scorer.of(metric, query, vectors);
    switch (plan.way()) {
      case EXACT -> scan(scorer, top);
      case GRAPH -> {
        int[] found = new int[1];
        TopK near = new TopK(wanted, metric.largerIsNearer());
        graph
            .orElseThrow()
            .search(
                query,
                wanted,
                beam,
                accepted,
                row -> {
                  found[0]++;
                  near.offer(scorer.score(row), RowReference.pack(sliceNumber, row));
                });
        if (found[0] < Math.min(wanted, acceptedRows)) {
          // The walk ran dry, as it may where few rows pass the filter: only a scan knows the rest.
          scan(scorer, top);
        } else {
          near.drainTo(top);
        }
      }
    }
  }

  private void scan(Scorer scorer, TopK top) {
    boolean open = bounds.isOpen();
    for (int row = accepted.nextSetBit(0); row >= 0; row = accepted.nextSetBit(row + 1)) {
      float score = scorer.score(row);
      if (open || bounds.contains(score)) {
        top.offer(score, RowReference.pack(sliceNumber, row));
      }
    }
  }
}
