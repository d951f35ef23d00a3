package dev.aerie.engine.collection;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.index.GraphIndex;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.manifest.SegmentEntry.GraphEntry;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Graphs read from the store, by their object's key. Thread-safe. */
final class GraphCache {
  private final SegmentStore segments;
  private final Map<String, GraphIndex> read = new ConcurrentHashMap<>();

  GraphCache(SegmentStore segments) {
    this.segments = segments;
  }

  /** The graphs of a segment that serve the collection's indexes, by vector field. */
  Map<String, GraphIndex> of(SegmentEntry entry, Segment segment, Collection collection) {
    Map<String, GraphIndex> graphs = new HashMap<>();
    for (IndexSpec index : collection.indexes()) {
      index
          .metric()
          .flatMap(metric -> entry.graph(index.field(), metric))
          .ifPresent(graph -> graphs.put(index.field(), get(graph, segment)));
    }
    return graphs;
  }

  /** Drops all graphs but those of some objects. */
  void retain(Set<String> keys) {
    read.keySet().retainAll(keys);
  }

  private GraphIndex get(GraphEntry graph, Segment segment) {
    String key = graph.object().key();
    return read.computeIfAbsent(
        key,
        _ ->
            GraphIndex.read(
                key,
                segments.read(graph.object()).toArray(ValueLayout.JAVA_BYTE),
                segment.vectors(graph.field()),
                graph.metric()));
  }
}
