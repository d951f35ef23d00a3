package dev.aerie.engine.collection;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.graph.CodedGraph;
import dev.aerie.engine.index.QuantizedIndex;
import dev.aerie.engine.index.VectorIndex;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.manifest.SegmentEntry.GraphEntry;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.postings.PostingLists;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.vector.Vectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vector indexes of a collection's open segments. Graphs are read from the store; codes are
 * made in the background when a segment is first searched, and until then the search does without.
 * Thread-safe.
 */
final class SegmentIndexes {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentIndexes.class);

  /** Fewer rows are scanned as they are. */
  private static final int CODED_ROWS = 4096;

  private static final int CODED_DIMENSION = 64;

  private record Coded(long segmentId, String field, Metric metric) {}

  private final SegmentStore segments;
  private final Executor background;
  private final Map<String, CodedGraph> graphs = new ConcurrentHashMap<>();
  private final Map<String, PostingLists> postings = new ConcurrentHashMap<>();
  private final Map<Coded, CompletableFuture<Optional<QuantizedIndex>>> codes =
      new ConcurrentHashMap<>();

  SegmentIndexes(SegmentStore segments, Executor background) {
    this.segments = segments;
    this.background = background;
  }

  /** What a segment has now for the collection's indexes, by vector field. */
  Map<String, List<VectorIndex>> of(SegmentEntry entry, Segment segment, Collection collection) {
    Map<String, List<VectorIndex>> found = new HashMap<>();
    entry.postings().forEach(p -> found.put(p.field(), List.of(postings(p.object()))));
    for (IndexSpec index : collection.indexes()) {
      if (index.metric().isPresent()
          && index.kind() != IndexSpec.Kind.NONE
          && !found.containsKey(index.field())) {
        Metric metric = index.metric().get();
        List<VectorIndex> usable = new ArrayList<>();
        coded(segment, index.field(), metric).ifPresent(usable::add);
        entry.graph(index.field(), metric).ifPresent(g -> usable.add(graph(g)));
        found.put(index.field(), usable);
      }
    }
    return found;
  }

  /** Drops what belongs to other segments than these. */
  void retain(List<SegmentEntry> entries) {
    Set<Long> ids = new java.util.HashSet<>();
    Set<String> keys = new java.util.HashSet<>();
    for (SegmentEntry entry : entries) {
      ids.add(entry.id());
      entry.objects().forEach(object -> keys.add(object.key()));
    }
    graphs.keySet().retainAll(keys);
    postings.keySet().retainAll(keys);
    // What failed is tried again.
    codes
        .entrySet()
        .removeIf(
            c ->
                !ids.contains(c.getKey().segmentId) || c.getValue().state() == Future.State.FAILED);
  }

  private Optional<QuantizedIndex> coded(Segment segment, String field, Metric metric) {
    if (!(segment.vectors(field) instanceof Vectors vectors)
        || vectors.rows() < CODED_ROWS
        || vectors.dimension() < CODED_DIMENSION) {
      return Optional.empty();
    }
    CompletableFuture<Optional<QuantizedIndex>> made =
        codes.computeIfAbsent(
            new Coded(segment.id(), field, metric),
            _ ->
                CompletableFuture.supplyAsync(
                        () -> QuantizedIndex.build(vectors, metric), background)
                    .whenComplete((_, e) -> tell(segment, field, e)));
    return made.state() == Future.State.SUCCESS ? made.resultNow() : Optional.empty();
  }

  private static void tell(Segment segment, String field, Throwable failure) {
    if (failure != null) {
      LOG.warn(
          "codes of field '{}' of segment {} could not be made, it is searched without: {}",
          field,
          segment.id(),
          failure.toString());
    }
  }

  private PostingLists postings(StoredObject object) {
    return postings.computeIfAbsent(
        object.key(), key -> PostingLists.open(key, segments.read(object)));
  }

  private CodedGraph graph(GraphEntry graph) {
    String key = graph.object().key();
    return graphs.computeIfAbsent(
        key, _ -> CodedGraph.open(key, segments.read(graph.object()), graph.metric()));
  }
}
