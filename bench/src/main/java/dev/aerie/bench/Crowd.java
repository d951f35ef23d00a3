package dev.aerie.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Clients that call for some time, each the next call when it has the last one's answer. They are
 * virtual threads: 32 of the operating system would take turns with the server on its processors,
 * and the time an answer lies there until its client's turn comes is not the server's.
 */
final class Crowd {
  /** Numbers given to calls, over all crowds. */
  private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis());

  /** Sends a call with its number and tells how many nanoseconds its answer took. */
  interface Sender {
    long send(ApiLoad.Call call, long number);
  }

  private final int clients;
  private final double seconds;
  private final List<ApiLoad.Call> calls;
  private final Sender sender;
  private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  Crowd(int clients, double seconds, List<ApiLoad.Call> calls, Sender sender) {
    this.clients = clients;
    this.seconds = seconds;
    this.calls = calls;
    this.sender = sender;
  }

  /**
   * Calls a second and times of answers in milliseconds.
   *
   * @throws RuntimeException the first failure; then nothing is measured
   */
  Map<String, Object> run() throws InterruptedException {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    AtomicLong next = new AtomicLong();
    List<Thread> threads =
        IntStream.range(0, clients)
            .mapToObj(client -> Thread.ofVirtual().start(() -> work(next, end)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    double taken = (System.nanoTime() - start) / 1e9;
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    return Map.of(
        "perSecond",
        sorted.length / taken,
        "p50",
        at(sorted, 50),
        "p99",
        at(sorted, 99),
        "most",
        sorted.length == 0 ? 0 : Arrays.stream(sorted).max().getAsLong() / 1e6);
  }

  private void work(AtomicLong next, long end) {
    try {
      while (System.nanoTime() < end && failure.get() == null) {
        ApiLoad.Call call = calls.get((int) (next.getAndIncrement() % calls.size()));
        times.add(sender.send(call, NUMBERS.incrementAndGet()));
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private static double at(long[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1L) * percent / 100)] / 1e6;
  }
}
