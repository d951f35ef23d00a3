package dev.aerie.engine.quantized;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryScanTest {
  private static final int ROWS = 4_003;
  private static final int QUERIES = 40;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64, 100, 384})
  void rotationKeepsInnerProducts(int dimension) {
    float[] a = Vectors.gaussian(1, dimension, 1)[0];
    float[] b = Vectors.gaussian(1, dimension, 2)[0];
    double before = Vectors.dot(a, b);
    Rotation rotation = Rotation.of(dimension, 7);
    rotation.apply(a);
    rotation.apply(b);
    assertEquals(before, Vectors.dot(a, b), 1e-3 * dimension);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 60, 64, 65, 384})
  void vectorKernelsAgreeWithTheirScalarTwin(int dimension) {
    float[][] rows = Vectors.gaussian(101, dimension, 3);
    BinaryCodes codes = encode(rows, dimension);
    float[] query = Vectors.gaussian(1, dimension, 4)[0];
    BinaryKernel twin = new ScalarBinaryKernel();
    for (BinaryScan.Order order : BinaryScan.Order.values()) {
      float[] scalar = estimates(twin, codes, order, query);
      float[] sorted = scalar.clone();
      Arrays.sort(sorted);
      float bar = (sorted[90] + sorted[91]) / 2;
      for (BinaryKernel kernel : List.of(new WideBinaryKernel(), new HalvedBinaryKernel())) {
        assertArrayEquals(scalar, estimates(kernel, codes, order, query), 2e-3f * dimension);
        assertEquals(
            above(twin, codes, order, query, bar), above(kernel, codes, order, query, bar));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "64", "65", "384", "385", "1000"})
  void rowsOneByOneGetTheEstimatesOfAScan(int dimension) {
    BinaryCodes codes = encode(Vectors.gaussian(50, dimension, 11), dimension);
    float[] query = Vectors.gaussian(1, dimension, 12)[0];
    BinaryScan.Order order = BinaryScan.Order.INNER_PRODUCT;
    float[] scanned = estimates(new ScalarBinaryKernel(), codes, order, query);
    Similarity similarity = BinaryRowQuery.of(codes.frame(), order, query).to(BinaryRows.of(codes));
    for (int row = 0; row < codes.rows(); row++) {
      assertEquals(scanned[row], similarity.of(row), 1e-3f);
    }
  }

  @ParameterizedTest
  @EnumSource(BinaryScan.Order.class)
  void candidatesHoldTheTrueNeighbours(BinaryScan.Order order) {
    int dimension = 128;
    float[][] rows = Vectors.clustered(ROWS, dimension, 50, 5);
    BinaryScan scan = new BinaryScan(encode(rows, dimension));
    int found = 0;
    for (float[] query : Vectors.clustered(QUERIES, dimension, 50, 6)) {
      int[] candidates = scan.candidates(query, order, 150, rows(ROWS));
      assertEquals(150, Arrays.stream(candidates).distinct().count());
      int[] truth = nearest(rows, query, order, 10);
      found += (int) Arrays.stream(truth).filter(row -> contains(candidates, row)).count();
    }
    assertTrue(found >= QUERIES * 10 * 0.95, "found " + found + " of " + QUERIES * 10);
  }

  @Test
  void rowsThatAreNotAllowedAreNotGiven() {
    float[][] rows = Vectors.gaussian(500, 32, 8);
    BitSet everySeventh = new BitSet();
    IntStream.range(0, 500).filter(row -> row % 7 == 3).forEach(everySeventh::set);
    int[] candidates =
        new BinaryScan(encode(rows, 32))
            .candidates(rows[3], BinaryScan.Order.EUCLIDEAN, 400, everySeventh);
    assertArrayEquals(
        everySeventh.stream().toArray(), Arrays.stream(candidates).sorted().toArray());
  }

  @ParameterizedTest
  @EnumSource(BinaryScan.Order.class)
  void theBarOfASampleLeavesOutNoneOfTheBest(BinaryScan.Order order) {
    int count = 30_000;
    BinaryCodes codes = encode(Vectors.clustered(count, 96, 200, 13), 96);
    float[] query = Vectors.clustered(1, 96, 200, 14)[0];
    float[] all = estimates(new ScalarBinaryKernel(), codes, order, query);
    int[] best = best(all, rows(count), 100);
    int[] given = new BinaryScan(codes).candidates(query, order, 100, rows(count));
    assertEquals(100, given.length);
    assertTrue(Arrays.stream(best).filter(row -> contains(given, row)).count() >= 98);
  }

  @ParameterizedTest
  @CsvSource({"INNER_PRODUCT, 96", "EUCLIDEAN, 96", "EUCLIDEAN, 700"})
  void rowsHereAndThereRankAsInAScanOfAll(BinaryScan.Order order, int dimension) {
    int count = 10_000;
    BinaryCodes codes = encode(Vectors.clustered(count, dimension, 200, 13), dimension);
    float[] query = Vectors.clustered(1, dimension, 200, 14)[0];
    BitSet everyThird = new BitSet();
    IntStream.range(0, count).filter(row -> row % 3 == 1).forEach(everyThird::set);
    int[] best = best(estimates(new ScalarBinaryKernel(), codes, order, query), everyThird, 100);
    int[] given = new BinaryRowScan(BinaryRows.of(codes)).candidates(query, order, 100, everyThird);
    assertEquals(100, Arrays.stream(given).distinct().count());
    assertTrue(Arrays.stream(given).allMatch(everyThird::get));
    assertTrue(Arrays.stream(best).filter(row -> contains(given, row)).count() >= 98);
  }

  @Test
  void fewRowsHereAndThereAreGivenWhole() {
    BinaryRowScan scan = new BinaryRowScan(BinaryRows.of(encode(Vectors.gaussian(70, 16, 9), 16)));
    BitSet few = BitSet.valueOf(new long[] {1L << 63, 1});
    float[] query = new float[16];
    int[] given = scan.candidates(query, BinaryScan.Order.EUCLIDEAN, 100, few);
    assertArrayEquals(new int[] {63, 64}, Arrays.stream(given).sorted().toArray());
    assertEquals(0, scan.candidates(query, BinaryScan.Order.EUCLIDEAN, 100, new BitSet()).length);
  }

  @Test
  void asManyAreGivenAsWantedWhereTheSampleIsBetterThanTheRest() {
    int count = 30_000;
    float[][] rows = Vectors.gaussian(count, 64, 15);
    float[] query = Vectors.gaussian(1, 64, 16)[0];
    for (int row = 0; row < count; row++) {
      // The sample takes the rows at the start of every 937, or so.
      if (row % 937 < 100) {
        rows[row] = query.clone();
      }
    }
    BinaryScan scan = new BinaryScan(encode(rows, 64));
    int[] given = scan.candidates(query, BinaryScan.Order.EUCLIDEAN, 6_000, rows(count));
    assertEquals(6_000, Arrays.stream(given).distinct().count());
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "7", "8", "9"})
  void smallSetsAreGivenWhole(int count) {
    float[][] rows = Vectors.gaussian(count, 16, 9);
    int[] candidates =
        new BinaryScan(encode(rows, 16))
            .candidates(new float[16], BinaryScan.Order.INNER_PRODUCT, 100, rows(count));
    assertEquals(count, candidates.length);
  }

  @Test
  void wrongDimensionsAreRefused() {
    BinaryScan scan = new BinaryScan(encode(Vectors.gaussian(10, 16, 10), 16));
    assertThrows(
        IllegalArgumentException.class,
        () -> scan.candidates(new float[15], BinaryScan.Order.EUCLIDEAN, 1, rows(10)));
    assertThrows(
        IllegalArgumentException.class, () -> new BinaryFrame(Rotation.of(16, 1), new float[15]));
    assertThrows(IllegalArgumentException.class, () -> Rotation.of(0, 1));
  }

  private static BinaryCodes encode(float[][] rows, int dimension) {
    float[] centroid = new float[dimension];
    for (float[] row : rows) {
      for (int i = 0; i < dimension; i++) {
        centroid[i] += row[i] / rows.length;
      }
    }
    BinaryEncoder encoder =
        new BinaryEncoder(rows.length, new BinaryFrame(Rotation.of(dimension, 42), centroid));
    for (int row = 0; row < rows.length; row++) {
      encoder.encode(row, rows[row].clone());
    }
    return encoder.codes();
  }

  private static BitSet rows(int count) {
    BitSet rows = new BitSet(count);
    rows.set(0, count);
    return rows;
  }

  /** The full estimates of all rows. */
  private static float[] estimates(
      BinaryKernel kernel, BinaryCodes codes, BinaryScan.Order order, float[] query) {
    BinaryQuery ready = BinaryQuery.of(codes.frame(), order, query);
    float[] estimates = new float[codes.rows()];
    ScanPass pass = new ScanPass(rows(codes.rows()), codes.blocks());
    for (int from = 0; from < codes.blocks(); from += ScanPass.BLOCKS) {
      int to = Math.min(codes.blocks(), from + ScanPass.BLOCKS);
      kernel.estimate(codes, ready, from, to, Float.NEGATIVE_INFINITY, pass);
      kernel.refine(codes, ready, Float.NEGATIVE_INFINITY, pass);
      int first = from * BinaryCodes.BLOCK;
      int length = Math.min(codes.rows(), to * BinaryCodes.BLOCK) - first;
      System.arraycopy(pass.estimates, 0, estimates, first, length);
    }
    return estimates;
  }

  private static int[] best(float[] estimates, BitSet allowed, int most) {
    return allowed.stream()
        .boxed()
        .sorted(Comparator.comparingDouble(row -> -estimates[row]))
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The rows that a kernel finds above the bar. */
  private static BitSet above(
      BinaryKernel kernel, BinaryCodes codes, BinaryScan.Order order, float[] query, float bar) {
    BinaryQuery ready = BinaryQuery.of(codes.frame(), order, query);
    ScanPass pass = new ScanPass(rows(codes.rows()), codes.blocks());
    kernel.estimate(codes, ready, 0, codes.blocks(), bar, pass);
    kernel.refine(codes, ready, bar, pass);
    BitSet above = new BitSet();
    for (int i = 0; i < pass.hopeful; i++) {
      for (int lane = 0; lane < BinaryCodes.BLOCK; lane++) {
        above.set(pass.blocks[i] * BinaryCodes.BLOCK + lane, (pass.above[i] & (1 << lane)) != 0);
      }
    }
    return above;
  }

  private static int[] nearest(float[][] rows, float[] query, BinaryScan.Order order, int k) {
    return IntStream.range(0, rows.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                row ->
                    switch (order) {
                      case INNER_PRODUCT -> -Vectors.dot(rows[row], query);
                      case EUCLIDEAN -> Vectors.squaredDistance(rows[row], query);
                    }))
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean contains(int[] rows, int row) {
    return Arrays.stream(rows).anyMatch(r -> r == row);
  }

  /** Vectors to test with. */
  private static final class Vectors {
    static float[][] gaussian(int count, int dimension, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      float[][] vectors = new float[count][dimension];
      for (float[] vector : vectors) {
        for (int i = 0; i < dimension; i++) {
          vector[i] = (float) random.nextGaussian();
        }
      }
      return vectors;
    }

    /** Points around the same centres whatever the seed. */
    static float[][] clustered(int count, int dimension, int centres, long seed) {
      float[][] middle = gaussian(centres, dimension, 99);
      float[][] vectors = gaussian(count, dimension, seed);
      for (int row = 0; row < count; row++) {
        for (int i = 0; i < dimension; i++) {
          vectors[row][i] = 0.5f * vectors[row][i] + middle[row % centres][i];
        }
      }
      return vectors;
    }

    static double dot(float[] a, float[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }

    static double squaredDistance(float[] a, float[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
      }
      return sum;
    }
  }
}
