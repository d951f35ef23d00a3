package dev.aerie.engine.postings;

import dev.aerie.engine.index.Effort;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.Scorer;
import dev.aerie.engine.vector.SparseVectors;
import dev.aerie.engine.vector.TermWeighting;
import dev.aerie.engine.vector.TopK;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/**
 * How long sparse searches take by the inverted index and by a scan, from which {@link
 * PostingLists#cost} has its constant: a program, not a test. Terms are as frequent as words are,
 * the n-th one in proportion to 1/n.
 */
final class PostingTimings {
  private static final int VOCABULARY = 30_000;
  private static final int ROUNDS = 40;
  private static final int WANTED = 10;

  private final Random random = new Random(1);
  private final double[] frequencies = new double[VOCABULARY];

  private PostingTimings() {
    double sum = 0;
    for (int term = 0; term < VOCABULARY; term++) {
      sum += 1.0 / (term + 10);
      frequencies[term] = sum;
    }
  }

  public static void main(String[] args) {
    System.out.println(
        "rows|terms a row|terms a query|index ms|scan ms|rows passed in one comparison");
    for (int rows : new int[] {10_000, 60_000}) {
      new PostingTimings().measure(rows, 30, 4);
      new PostingTimings().measure(rows, 120, 30);
    }
  }

  private void measure(int rows, int termsARow, int termsAQuery) {
    SparseVectors vectors = SparseVectors.of(column(rows, termsARow));
    PostingLists lists =
        PostingLists.open("lists", MemorySegment.ofArray(PostingLists.write(vectors)));
    BitSet all = new BitSet();
    all.set(0, rows);
    double index = 0;
    double scan = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Column.SparseVectors one = column(1, termsAQuery);
      QueryVector.Sparse query =
          new QueryVector.Sparse(one.indices(), one.weights(), TermWeighting.PRODUCT);
      long start = System.nanoTime();
      int[] found = new int[1];
      lists.search(query, new Effort(WANTED, 0, 1), all, _ -> found[0]++);
      long between = System.nanoTime();
      Scorer scorer = vectors.scorer(Metric.IP, query);
      TopK top = new TopK(WANTED, true);
      for (int row = 0; row < rows; row++) {
        top.offer(scorer.score(row), row);
      }
      if (round >= ROUNDS / 2) {
        index += between - start;
        scan += System.nanoTime() - between;
      }
    }
    double counted = (ROUNDS - ROUNDS / 2) * 1e6;
    System.out.printf(
        "%d|%d|%d|%.2f|%.2f|%.1f%n",
        rows, termsARow, termsAQuery, index / counted, scan / counted, scan / index);
  }

  private Column.SparseVectors column(int rows, int terms) {
    int[] offsets = new int[rows + 1];
    int[] indices = new int[rows * terms];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      int[] chosen = random.ints(terms, 0, 1).map(_ -> term()).sorted().distinct().toArray();
      System.arraycopy(chosen, 0, indices, at, chosen.length);
      at += chosen.length;
      offsets[row + 1] = at;
    }
    float[] weights = new float[at];
    for (int i = 0; i < at; i++) {
      weights[i] = (float) Math.abs(random.nextGaussian()) + 0.1f;
    }
    return new Column.SparseVectors(offsets, Arrays.copyOf(indices, at), weights, Column.none());
  }

  private int term() {
    int place = Arrays.binarySearch(frequencies, random.nextDouble() * frequencies[VOCABULARY - 1]);
    return Math.min(place < 0 ? -place - 1 : place, VOCABULARY - 1);
  }
}
