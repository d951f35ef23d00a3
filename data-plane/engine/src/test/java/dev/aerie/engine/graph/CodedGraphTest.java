package dev.aerie.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.index.Effort;
import dev.aerie.engine.index.RecallCheck;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.Vectors;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodedGraphTest {
  private static final int ROWS = 4_000;
  private static final int DIMENSION = 32;

  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"L2", "IP", "COSINE"})
  void findsWhatBruteForceFinds(Metric metric) {
    Vectors vectors = clustered();
    CodedGraph built = CodedGraph.build(vectors, metric, () -> true).orElseThrow();
    assertThat(RecallCheck.measure(built, vectors, metric)).isGreaterThan(0.95);
    byte[] object = built.toBytes();
    CodedGraph read = CodedGraph.open("some/graph", MemorySegment.ofArray(object), metric);
    assertThat(RecallCheck.measure(read, vectors, metric)).isGreaterThan(0.95);

    BitSet even = new BitSet();
    for (int row = 0; row < ROWS; row += 2) {
      even.set(row);
    }
    read.search(
        new QueryVector.Dense(vectors.row(7)),
        new Effort(20, 128, 1),
        even,
        row -> assertThat(row % 2).isZero());

    byte[] cut = Arrays.copyOf(object, object.length - 1);
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(() -> CodedGraph.open("some/graph", MemorySegment.ofArray(cut), metric))
        .withMessageContaining("some/graph");
  }

  @Test
  void looksAtEachRowWhereFewPass() {
    Vectors vectors = clustered();
    CodedGraph graph = CodedGraph.build(vectors, Metric.L2, () -> true).orElseThrow();
    BitSet few = new BitSet();
    new Random(6).ints(200, 0, ROWS).forEach(few::set);
    Effort effort = new Effort(10, 128, 1);
    assertThat(graph.cost(ROWS, few.cardinality(), effort))
        .isLessThan(graph.cost(ROWS, ROWS, effort));
    for (int row = few.nextSetBit(0); row >= 0; row = few.nextSetBit(row + 1)) {
      List<Integer> found = new ArrayList<>();
      graph.search(new QueryVector.Dense(vectors.row(row)), effort, few, found::add);
      assertThat(found).contains(row).hasSizeGreaterThanOrEqualTo(10);
      assertThat(found).allMatch(few::get);
    }
  }

  @Test
  void isGivenUpWhenNobodyWantsItAnyMore() {
    assertThat(CodedGraph.build(clustered(), Metric.L2, () -> false)).isEmpty();
  }

  /** Vectors of different lengths around 40 centres. */
  private static Vectors clustered() {
    Random random = new Random(5);
    float[] centres = new float[40 * DIMENSION];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = (float) random.nextGaussian();
    }
    float[] values = new float[ROWS * DIMENSION];
    for (int row = 0; row < ROWS; row++) {
      int centre = random.nextInt(40) * DIMENSION;
      float length = 0.5f + random.nextFloat();
      for (int i = 0; i < DIMENSION; i++) {
        values[row * DIMENSION + i] =
            length * (centres[centre + i] + 0.4f * (float) random.nextGaussian());
      }
    }
    return Vectors.of(new Column.FloatVectors(DIMENSION, values, Column.none()));
  }
}
