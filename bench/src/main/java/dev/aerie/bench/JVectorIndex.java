package dev.aerie.bench;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** JVector's graph over floats in memory. */
record JVectorIndex(RandomAccessVectorValues rows, GraphSearcher searcher)
    implements LibraryBench.Library {
  private static final VectorSimilarityFunction NEARNESS = VectorSimilarityFunction.DOT_PRODUCT;
  private static final float OVERFLOW = 1.2f;
  private static final float ALPHA = 1.2f;
  private static final int WANTED = 10;

  static JVectorIndex build(Dataset data) throws IOException {
    List<VectorFloat<?>> vectors = new ArrayList<>();
    for (int row = 0; row < data.rows(); row++) {
      vectors.add(support().createFloatVector(data.vector(row)));
    }
    RandomAccessVectorValues rows = new ListRandomAccessVectorValues(vectors, data.dimension());
    try (GraphIndexBuilder builder =
        new GraphIndexBuilder(
            BuildScoreProvider.randomAccessScoreProvider(rows, NEARNESS),
            data.dimension(),
            2 * LibraryBench.LINKS,
            LibraryBench.BUILD_EFFORT,
            OVERFLOW,
            ALPHA,
            true)) {
      ImmutableGraphIndex graph = builder.build(rows);
      return new JVectorIndex(rows, new GraphSearcher(graph));
    }
  }

  private static VectorTypeSupport support() {
    return VectorizationProvider.getInstance().getVectorTypeSupport();
  }

  @Override
  public String name() {
    return "JVector";
  }

  @Override
  public String version() {
    return "4.0.2";
  }

  @Override
  public int[] search(float[] query, int effort) {
    SearchResult found =
        searcher.search(
            DefaultSearchScoreProvider.exact(support().createFloatVector(query), NEARNESS, rows),
            WANTED,
            effort,
            0f,
            0f,
            Bits.ALL);
    int[] ids = new int[found.getNodes().length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = found.getNodes()[i].node;
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    searcher.close();
  }
}
