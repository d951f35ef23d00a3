package dev.aerie.engine.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.Vectors;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCodesTest {
  private static final int ROWS = 20;

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 384, 1000})
  void theKernelAgreesWithItsScalarTwin(int dimension) {
    ByteCodes codes = ByteCodes.of(vectors(dimension), Metric.COSINE);
    short[] query = codes.query(3).values();
    for (int row = 0; row < ROWS; row++) {
      long at = codes.at(row) + ByteCodes.CODES_AT;
      int truth = ByteKernel.scalarDot(query, codes.data(), at);
      assertThat(ByteKernel.dot(query, codes.data(), at)).isEqualTo(truth);
      assertThat(ByteKernel.dot(codes.data(), at, codes.at(3) + ByteCodes.CODES_AT, query.length))
          .isEqualTo(truth);
    }
  }

  @ParameterizedTest
  @CsvSource({"L2", "IP", "COSINE"})
  void similaritiesOfRowsAreDistancesUpToAConstant(Metric metric) {
    Vectors vectors = vectors(100);
    ByteCodes codes = ByteCodes.of(vectors, metric);
    float self = codes.similarity(0, 0);
    for (int row = 0; row < ROWS; row++) {
      double distance = 2 * (self - codes.similarity(0, row));
      assertThat(distance).isCloseTo(squaredDistance(vectors, metric, row), within(2.5));
      assertThat(codes.query(0).to(codes).of(row))
          .isCloseTo(codes.similarity(0, row), within(1e-3f));
    }
  }

  @ParameterizedTest
  @CsvSource({"L2", "IP", "COSINE"})
  void aQueryRanksAsTheMetricDoes(Metric metric) {
    Vectors vectors = vectors(200);
    ByteCodes codes = ByteCodes.of(vectors, metric);
    Similarity similarity = codes.query(vectors.row(7)).to(codes);
    Scorers truth = new Scorers(vectors, metric, vectors.row(7));
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < ROWS; b++) {
        if (truth.nearness(a) - truth.nearness(b) > truth.tolerance()) {
          assertThat(similarity.of(a)).isGreaterThan(similarity.of(b));
        }
      }
    }
  }

  /** Squared distance of row 0 and a row in the space the metric is walked in. */
  private static double squaredDistance(Vectors vectors, Metric metric, int row) {
    double a = vectors.squaredNorm(0);
    double b = vectors.squaredNorm(row);
    double dot = dot(vectors.row(0), vectors.row(row));
    double longest = 0;
    for (int i = 0; i < ROWS; i++) {
      longest = Math.max(longest, vectors.squaredNorm(i));
    }
    return switch (metric) {
      case L2 -> a + b - 2 * dot;
      case COSINE -> 2 - 2 * dot / Math.sqrt(a * b);
      default -> 2 * longest - 2 * (dot + Math.sqrt((longest - a) * (longest - b)));
    };
  }

  private record Scorers(Vectors vectors, Metric metric, float[] query) {
    double nearness(int row) {
      double dot = dot(query, vectors.row(row));
      return switch (metric) {
        case L2 -> 2 * dot - vectors.squaredNorm(row);
        case COSINE -> dot / Math.sqrt(vectors.squaredNorm(row));
        default -> dot;
      };
    }

    double tolerance() {
      return metric == Metric.COSINE ? 0.3 : 5;
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static Vectors vectors(int dimension) {
    Random random = new Random(dimension);
    float[] values = new float[ROWS * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Vectors.of(new Column.FloatVectors(dimension, values, Column.none()));
  }
}
