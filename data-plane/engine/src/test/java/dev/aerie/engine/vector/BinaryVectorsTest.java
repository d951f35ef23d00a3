package dev.aerie.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryVectorsTest {
  private static final int ROWS = 20;
  private final Random random = new Random(1);

  @ParameterizedTest
  @ValueSource(ints = {8, 24, 64, 72, 384, 1000})
  void distancesAreThoseOfSetsOfBits(int dimension) {
    BinaryVectors vectors = BinaryVectors.of(column(dimension));
    byte[] query = bytes(dimension / 8);
    Scorer hamming = vectors.scorer(Metric.HAMMING, new QueryVector.Binary(query));
    Scorer jaccard = vectors.scorer(Metric.JACCARD, new QueryVector.Binary(query));
    for (int row = 0; row < ROWS; row++) {
      BitSet stored = BitSet.valueOf(vectors.gather(new int[] {row}).values());
      BitSet different = BitSet.valueOf(query);
      different.xor(stored);
      BitSet either = BitSet.valueOf(query);
      either.or(stored);
      assertThat(hamming.score(row)).isEqualTo(different.cardinality());
      assertThat(jaccard.score(row))
          .isEqualTo((float) different.cardinality() / either.cardinality());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 384})
  void rowsStayWhatTheyAreWhenPickedAndJoined(int dimension) {
    BinaryVectors first = BinaryVectors.of(column(dimension));
    BinaryVectors second = BinaryVectors.of(column(dimension));
    VectorRows joined = VectorRows.concat(List.of(first, second.select(new int[] {3, 5})));
    Column.BinaryVectors picked =
        (Column.BinaryVectors) joined.gather(new int[] {1, ROWS, ROWS + 1});
    assertThat(picked.values())
        .startsWith(first.gather(new int[] {1}).values())
        .endsWith(second.gather(new int[] {5}).values());
    assertThat(joined.rows()).isEqualTo(ROWS + 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"L2", "IP", "COSINE", "BM25"})
  void otherMetricsAreRefused(String metric) {
    BinaryVectors vectors = BinaryVectors.of(column(8));
    assertThatThrownBy(
            () -> vectors.scorer(Metric.parse(metric), new QueryVector.Binary(new byte[1])))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(metric);
  }

  private Column.BinaryVectors column(int dimension) {
    return new Column.BinaryVectors(dimension, bytes(ROWS * dimension / 8), Column.none());
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
