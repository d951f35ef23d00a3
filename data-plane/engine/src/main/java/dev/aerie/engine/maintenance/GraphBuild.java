package dev.aerie.engine.maintenance;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.collection.OpenSegment;
import dev.aerie.engine.graph.CodedGraph;
import dev.aerie.engine.index.RecallCheck;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.manifest.SegmentEntry.GraphEntry;
import dev.aerie.engine.manifest.SegmentEntry.Refusal;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.vector.Vectors;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives large segments their graphs. A graph that does not find what brute force finds is not used.
 */
public final class GraphBuild {
  private static final Logger LOG = LoggerFactory.getLogger(GraphBuild.class);

  /** Fewer rows are scanned about as fast as a graph is walked. */
  private static final int SCANNED_ROWS = 120_000;

  private final Replica replica;
  private final SegmentStore segments;
  private final ManifestEditor editor;
  private final HybridClock clock;
  private final int graphRows;
  private final double recallFloor;
  private final AtomicLong builds = new AtomicLong();

  GraphBuild(
      Replica replica,
      SegmentStore segments,
      ManifestEditor editor,
      HybridClock clock,
      int graphRows,
      double recallFloor) {
    this.replica = replica;
    this.segments = segments;
    this.editor = editor;
    this.clock = clock;
    this.graphRows = graphRows;
    this.recallFloor = recallFloor;
  }

  /** Graphs built by this process. */
  public long builds() {
    return builds.get();
  }

  /** Whether an index would have a graph in the segment, and it is not there yet. */
  public boolean isPending(IndexSpec index, SegmentEntry segment) {
    return index.metric().isPresent()
        && segment.rows() >= rowsNeeded(index.kind())
        && segment.graph(index.field(), index.metric().get()).isEmpty()
        && segment.postings(index.field()).isEmpty()
        && !segment.refuses(index.field(), index.metric().get(), recallFloor);
  }

  private int rowsNeeded(IndexSpec.Kind kind) {
    return switch (kind) {
      case NONE -> Integer.MAX_VALUE;
      case QUANTIZED -> Math.max(graphRows, SCANNED_ROWS);
      case GRAPH -> graphRows;
    };
  }

  /** Builds the graphs a collection lacks. */
  void buildMissing(CollectionState state) {
    editor.settle();
    Collection collection = state.collection();
    for (SegmentEntry entry : state.manifest().segments()) {
      for (IndexSpec index : collection.indexes()) {
        if (isPending(index, entry)) {
          build(state, entry, index.field(), index.metric().orElseThrow());
        }
      }
    }
  }

  private void build(CollectionState state, SegmentEntry entry, String field, Metric metric) {
    Map<SegmentEntry, OpenSegment> open = state.openSegments(Set.of(entry.id()));
    if (open.isEmpty()
        || !(open.values().iterator().next().segment().vectors(field) instanceof Vectors vectors)) {
      return;
    }
    long start = System.nanoTime();
    Optional<CodedGraph> built =
        CodedGraph.build(vectors, metric, () -> replica.isWriter() && isThere(state, entry.id()));
    if (built.isEmpty()) {
      LOG.info("segment {} was merged away, or is another's, before it had a graph", entry.id());
      return;
    }
    CodedGraph graph = built.get();
    double recall = RecallCheck.measure(graph, vectors, metric);
    LOG.info(
        "graph over {} rows of segment {} built in {} ms, recall@10 {}",
        entry.rows(),
        entry.id(),
        (System.nanoTime() - start) / 1_000_000,
        recall);
    if (recall < recallFloor) {
      LOG.warn("the graph of segment {} stays unused: recall {} is too low", entry.id(), recall);
      edit(state, entry.id(), e -> e.with(new Refusal(field, metric, recall)));
      return;
    }
    replica.requireWriter();
    String prefix =
        "col/%d/seg/%d/vec-%d.%s."
            .formatted(
                state.collection().id(),
                entry.id(),
                state.collection().schema().field(field).id(),
                metric.name().toLowerCase(Locale.ROOT));
    StoredObject object =
        segments.putNew(number -> prefix + number + ".graph", clock::next, graph.toBytes());
    edit(state, entry.id(), e -> e.with(new GraphEntry(field, metric, recall, object)));
    builds.incrementAndGet();
  }

  private static boolean isThere(CollectionState state, long segment) {
    return state.manifest().segments().stream().anyMatch(entry -> entry.id() == segment);
  }

  /** Changes a segment's entry in the manifest, if it is there still. */
  private void edit(CollectionState state, long segment, UnaryOperator<SegmentEntry> change) {
    editor.edit(
        state,
        manifest ->
            manifest.withSegments(
                state.present(manifest).stream()
                    .map(entry -> entry.id() == segment ? change.apply(entry) : entry)
                    .toList()));
  }
}
