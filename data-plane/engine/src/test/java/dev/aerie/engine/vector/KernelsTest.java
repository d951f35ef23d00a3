package dev.aerie.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aerie.engine.row.Column;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 100, 127, 384, 385, 1000})
  void agreeWithTheirScalarTwins(int dimension) {
    Random random = new Random(dimension);
    float[] stored = random(random, 3 * dimension);
    float[] query = random(random, dimension);
    Vectors vectors = Vectors.of(new Column.FloatVectors(dimension, stored, Column.none()));
    for (int row = 0; row < 3; row++) {
      long at = vectors.offset(row);
      assertThat(Kernels.dot(query, vectors.data(), at))
          .isCloseTo(ScalarKernels.dot(query, vectors.data(), at, 0), within(dimension * 1e-5f));
      assertThat(Kernels.squaredDistance(query, vectors.data(), at))
          .isCloseTo(
              ScalarKernels.squaredDistance(query, vectors.data(), at, 0),
              within(dimension * 1e-5f));
      assertThat(Kernels.squaredNorm(vectors.data(), at, dimension))
          .isCloseTo(
              ScalarKernels.squaredNorm(vectors.data(), at, 0, dimension),
              within(dimension * 1e-5f));
      double length = Math.sqrt(ScalarKernels.squaredNorm(vectors.data(), at, 0, dimension));
      assertThat(Kernels.dotOverLength(query, vectors.data(), at))
          .isCloseTo(
              (float) (ScalarKernels.dot(query, vectors.data(), at, 0) / length),
              within(dimension * 1e-5f));
    }
  }

  private static float[] random(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
