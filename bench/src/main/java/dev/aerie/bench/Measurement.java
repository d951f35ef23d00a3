package dev.aerie.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * What a round of queries came to.
 *
 * @param queriesPerSecond over all threads, of the best round
 * @param p50 of one query, in milliseconds
 * @param p99 of one query, in milliseconds
 */
record Measurement(
    String setting, int threads, double recall, double queriesPerSecond, double p50, double p99) {

  private static final long WARM_UP_NANOS = 3_000_000_000L;

  /** What the JVM compiles of the first queries, it compiles anew when more have come. */
  private static final long FIRST_WARM_UP_NANOS = 20_000_000_000L;

  private static final AtomicBoolean IS_WARM = new AtomicBoolean();

  private static final int ROUNDS = 3;
  private static final int NEIGHBOURS = 10;

  /** Answers a query with the ids of the ten nearest. */
  interface Searcher {
    int[] search(float[] query);
  }

  /**
   * Asks all queries for some seconds to warm up, longer the first time, then in a few rounds; the
   * best round counts.
   */
  static Measurement of(
      String setting, int threads, List<float[]> queries, int[][] truth, Searcher searcher) {
    int[][] found = new int[queries.size()][];
    double best = 0;
    long[] times = new long[queries.size()];
    boolean isFirst = IS_WARM.compareAndSet(false, true);
    long warm = System.nanoTime() + (isFirst ? FIRST_WARM_UP_NANOS : WARM_UP_NANOS);
    do {
      round(threads, queries, searcher, found, times);
    } while (System.nanoTime() < warm);
    for (int round = 0; round < ROUNDS; round++) {
      long[] nanos = new long[queries.size()];
      double rate = round(threads, queries, searcher, found, nanos);
      if (rate > best) {
        best = rate;
        times = nanos;
      }
    }
    Arrays.sort(times);
    return new Measurement(
        setting,
        threads,
        recall(found, truth),
        best,
        times[times.length / 2] / 1e6,
        times[times.length * 99 / 100] / 1e6);
  }

  private static double round(
      int threads, List<float[]> queries, Searcher searcher, int[][] found, long[] nanos) {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(threads);
    long start = System.nanoTime();
    for (int t = 0; t < threads; t++) {
      Thread.ofPlatform()
          .start(
              () -> {
                for (int q = next.getAndIncrement();
                    q < queries.size();
                    q = next.getAndIncrement()) {
                  long from = System.nanoTime();
                  found[q] = searcher.search(queries.get(q));
                  nanos[q] = System.nanoTime() - from;
                }
                done.countDown();
              });
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return queries.size() * 1e9 / (System.nanoTime() - start);
  }

  private static double recall(int[][] found, int[][] truth) {
    long hits = 0;
    long wanted = 0;
    for (int q = 0; q < found.length; q++) {
      int[] true10 =
          Arrays.stream(truth[q]).limit(NEIGHBOURS).filter(id -> id >= 0).sorted().toArray();
      int[] got = found[q];
      wanted += true10.length;
      hits +=
          IntStream.range(0, Math.min(NEIGHBOURS, got.length))
              .filter(i -> Arrays.binarySearch(true10, got[i]) >= 0)
              .count();
    }
    return wanted == 0 ? 1 : (double) hits / wanted;
  }
}
