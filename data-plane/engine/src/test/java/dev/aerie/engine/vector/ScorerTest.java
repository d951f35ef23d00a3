package dev.aerie.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScorerTest {
  private static final int DIMENSION = 40;

  /** The cosine does not depend on the lengths, whatever their squares are. */
  @ParameterizedTest
  @ValueSource(floats = {1e-40f, 1e-30f, 1e-20f, 1, 1e18f, 1e19f, 1e37f})
  void cosinesOfTheLongestAndTheShortestVectors(float length) {
    float[] query = random(1);
    float[] stored = random(2);
    float expected = cosine(query, stored);
    assertThat(cosine(scaled(query, length), stored)).isCloseTo(expected, within(1e-3f));
    assertThat(cosine(query, scaled(stored, length))).isCloseTo(expected, within(1e-3f));
    assertThat(cosine(scaled(query, length), scaled(stored, length)))
        .isCloseTo(expected, within(1e-3f));
    assertThat(expected).isNotCloseTo(0, within(.01f));
  }

  @ParameterizedTest
  @ValueSource(floats = {1, 1e19f})
  void theCosineWithTheZeroVectorIsNone(float length) {
    float[] query = scaled(random(1), length);
    assertThat(cosine(query, new float[DIMENSION])).isZero();
    assertThat(cosine(new float[DIMENSION], query)).isZero();
  }

  private static float cosine(float[] query, float[] stored) {
    Vectors vectors = Vectors.of(new Column.FloatVectors(DIMENSION, stored, Column.none()));
    return Scorer.of(Metric.COSINE, query, vectors).score(0);
  }

  private static float[] random(long seed) {
    Random random = new Random(seed);
    float[] values = new float[DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() + .5f;
    }
    return values;
  }

  private static float[] scaled(float[] values, float length) {
    float[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= length;
    }
    return scaled;
  }
}
