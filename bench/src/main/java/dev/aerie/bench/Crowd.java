package dev.aerie.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Clients that call for some time, each the next call when it has the last one's answer. */
final class Crowd {
  /** Numbers given to calls, over all crowds. */
  private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis());

  /** Sends a call with its number and tells how many nanoseconds its answer took. */
  interface Sender {
    CompletionStage<Long> send(ApiLoad.Call call, long number);
  }

  private final int clients;
  private final double seconds;
  private final List<ApiLoad.Call> calls;
  private final Sender sender;
  private final AtomicLong next = new AtomicLong();
  private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();

  Crowd(int clients, double seconds, List<ApiLoad.Call> calls, Sender sender) {
    this.clients = clients;
    this.seconds = seconds;
    this.calls = calls;
    this.sender = sender;
  }

  /**
   * Calls a second and times of answers in milliseconds.
   *
   * @throws java.util.concurrent.CompletionException the first failure; then nothing is measured
   */
  Map<String, Object> run() {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<CompletableFuture<Void>> all =
        Stream.generate(() -> new CompletableFuture<Void>()).limit(clients).toList();
    all.forEach(client -> work(client, end));
    all.forEach(CompletableFuture::join);
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

  private void work(CompletableFuture<Void> client, long end) {
    if (System.nanoTime() >= end) {
      client.complete(null);
      return;
    }
    ApiLoad.Call call = calls.get((int) (next.getAndIncrement() % calls.size()));
    sender
        .send(call, NUMBERS.incrementAndGet())
        .whenComplete(
            (taken, failure) -> {
              if (failure == null) {
                times.add(taken);
                work(client, end);
              } else {
                client.completeExceptionally(failure);
              }
            });
  }

  private static double at(long[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1L) * percent / 100)] / 1e6;
  }
}
