package dev.aerie.server.keyuse;

import java.time.Instant;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of one key within one hour. Thread-safe. */
final class Tally {
  private final LongAdder calls = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAccumulator first = new LongAccumulator(Math::min, Long.MAX_VALUE);
  private final LongAccumulator last = new LongAccumulator(Math::max, Long.MIN_VALUE);

  void count(Instant at, boolean wasRefused) {
    first.accumulate(at.toEpochMilli());
    last.accumulate(at.toEpochMilli());
    if (wasRefused) {
      refused.increment();
    }
    calls.increment();
  }

  KeyUse use(String key, Instant hour) {
    long refusals = refused.sum();
    return new KeyUse(
        key,
        hour,
        Math.max(calls.sum(), refusals),
        refusals,
        Instant.ofEpochMilli(first.get()),
        Instant.ofEpochMilli(last.get()));
  }
}
