package dev.aerie.controlplane.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Token buckets, one a key: a bucket is full at first, each act takes a token, and tokens come back
 * one by one. The keys used longest ago are forgotten when there are too many, which fills their
 * buckets. In memory, so each replica counts for itself. Safe for use by many threads.
 */
public final class TokenBuckets {
  private final Clock clock;
  private final int capacity;
  private final Duration perToken;
  private final Map<String, Bucket> buckets;

  /**
   * Buckets that are full at first.
   *
   * @param capacity tokens in a full bucket
   * @param perToken how long it takes until a token is back
   * @param mostKeys how many buckets are kept
   */
  public TokenBuckets(Clock clock, int capacity, Duration perToken, int mostKeys) {
    this.clock = clock;
    this.capacity = capacity;
    this.perToken = perToken;
    this.buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > mostKeys;
          }
        };
  }

  /**
   * What a bucket says.
   *
   * @param allowed whether there was a token
   * @param remaining whole tokens left
   * @param untilNext how long until there is one more; zero when the bucket is full
   * @param untilFull how long until all are back
   * @param missed how many were refused since the last that was allowed
   */
  public record Decision(
      boolean allowed, int remaining, Duration untilNext, Duration untilFull, long missed) {

    /** Seconds until there is one more token, rounded up, as HTTP's headers have it. */
    public long secondsUntilNext() {
      return roundedUp(untilNext);
    }

    /** Seconds until the bucket is full, rounded up. */
    public long secondsUntilFull() {
      return roundedUp(untilFull);
    }

    private static long roundedUp(Duration time) {
      return time.plusNanos(999_999_999).toSeconds();
    }
  }

  /** Tokens in a full bucket. */
  public int capacity() {
    return capacity;
  }

  /** Takes a token if there is one. */
  public synchronized Decision take(String key) {
    Bucket bucket = buckets.computeIfAbsent(key, any -> new Bucket(clock.instant(), capacity));
    bucket.fill(clock.instant(), perToken, capacity);
    long missed = bucket.missed;
    boolean allowed = bucket.tokens > 0;
    if (allowed) {
      bucket.tokens--;
      bucket.missed = 0;
    } else {
      bucket.missed++;
    }
    return decision(bucket, allowed, missed);
  }

  /** Whether there is a token; takes none. */
  public synchronized Decision look(String key) {
    Bucket bucket = buckets.get(key);
    if (bucket == null) {
      return new Decision(true, capacity, Duration.ZERO, Duration.ZERO, 0);
    }
    bucket.fill(clock.instant(), perToken, capacity);
    return decision(bucket, bucket.tokens > 0, bucket.missed);
  }

  private Decision decision(Bucket bucket, boolean allowed, long missed) {
    Duration untilNext = bucket.untilNext(clock.instant(), perToken);
    Duration untilFull =
        bucket.tokens == capacity
            ? Duration.ZERO
            : untilNext.plus(perToken.multipliedBy(capacity - bucket.tokens - 1L));
    return new Decision(allowed, bucket.tokens, untilNext, untilFull, missed);
  }

  private static final class Bucket {
    private Instant filledAt;
    private int tokens;
    private long missed;

    Bucket(Instant now, int tokens) {
      this.filledAt = now;
      this.tokens = tokens;
    }

    void fill(Instant now, Duration perToken, int capacity) {
      long back = Math.max(0, Duration.between(filledAt, now).dividedBy(perToken));
      tokens = (int) Math.min(capacity, tokens + back);
      filledAt = tokens == capacity ? now : filledAt.plus(perToken.multipliedBy(back));
    }

    Duration untilNext(Instant now, Duration perToken) {
      return Duration.between(now, filledAt.plus(perToken));
    }
  }
}
