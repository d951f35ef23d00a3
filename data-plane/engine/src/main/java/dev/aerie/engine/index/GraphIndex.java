package dev.aerie.engine.index;

import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.Vectors;
import io.github.jbellis.jvector.disk.ByteBufferReader;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.OnHeapGraphIndex;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.diversity.VamanaDiversityProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A navigable graph over the vectors of one field of a segment (Malkov and Yashunin, TPAMI 2018;
 * Subramanya et al., NeurIPS 2019), built and walked by JVector. The graph holds edges only; the
 * vectors stay in the segment's vector file. Thread-safe.
 */
public final class GraphIndex implements VectorIndex {
  private static final int NEIGHBOURS = 32;
  private static final int BUILD_BEAM = 100;
  private static final float OVERFLOW = 1.2f;
  private static final float ALPHA = 1.2f;

  /**
   * Distances a step of a walk computes on average, and how much longer each takes than one of a
   * scan.
   */
  private static final double NEW_NEIGHBOURS = 14;

  private static final double CACHE_MISS = 2.5;

  private final OnHeapGraphIndex graph;
  private final GraphSpace space;
  private final Queue<GraphSearcher> idle = new ConcurrentLinkedQueue<>();

  private GraphIndex(OnHeapGraphIndex graph, GraphSpace space) {
    this.graph = graph;
    this.space = space;
  }

  /** Builds a graph with as many threads as the common pool has. */
  public static GraphIndex build(Vectors vectors, Metric metric) {
    GraphSpace space = new GraphSpace(metric, vectors);
    try (GraphIndexBuilder builder =
        new GraphIndexBuilder(
            space, vectors.dimension(), NEIGHBOURS, BUILD_BEAM, OVERFLOW, ALPHA, true)) {
      IntStream.range(0, vectors.rows())
          .parallel()
          .filter(row -> !vectors.nulls().get(row))
          .forEach(row -> builder.addGraphNode(row, space.searchProviderFor(row)));
      builder.cleanup();
      return new GraphIndex((OnHeapGraphIndex) builder.getGraph(), space);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The graph as an object. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      graph.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Envelope.seal(Envelope.Kind.GRAPH, bytes.toByteArray());
  }

  /** Reads a graph over the vectors it was built for. */
  public static GraphIndex read(String key, byte[] object, Vectors vectors, Metric metric) {
    ByteBuffer payload =
        Envelope.open(Envelope.Kind.GRAPH, key, object).order(ByteOrder.BIG_ENDIAN);
    GraphSpace space = new GraphSpace(metric, vectors);
    try {
      OnHeapGraphIndex graph =
          OnHeapGraphIndex.load(
              new ByteBufferReader(payload),
              vectors.dimension(),
              OVERFLOW,
              new VamanaDiversityProvider(space, ALPHA));
      return new GraphIndex(graph, space);
    } catch (IOException | RuntimeException e) {
      throw ObjectStoreException.damaged(key, "holds no readable graph: " + e.getMessage());
    }
  }

  @Override
  public String name() {
    return "graph";
  }

  /** A walk with a filter has to go past the rows that do not count. */
  @Override
  public double cost(int rows, int accepted, Effort effort) {
    return beam(effort) * NEW_NEIGHBOURS * CACHE_MISS * rows / Math.max(1, accepted);
  }

  @Override
  public void search(float[] query, Effort effort, BitSet accepted, IntConsumer found) {
    GraphSearcher searcher = idle.poll();
    if (searcher == null) {
      searcher = new GraphSearcher(graph);
    }
    DefaultSearchScoreProvider scores = new DefaultSearchScoreProvider(space.toQuery(query));
    SearchResult result =
        searcher.search(scores, effort.wanted(), beam(effort), 0f, 0f, accepted::get);
    for (SearchResult.NodeScore node : result.getNodes()) {
      found.accept(node.node);
    }
    idle.add(searcher);
  }

  private static int beam(Effort effort) {
    return Math.max(effort.beam(), effort.wanted() + effort.wanted() / 4);
  }
}
