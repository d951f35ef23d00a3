package dev.aerie.server.limit;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.ServerConfig;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Bounds how much this pod is asked to do a second. What is over the bound is refused with the code
 * at which Milvus clients wait and try again. Thread-safe.
 */
@ApplicationScoped
public class RateLimits {
  /** What is bounded. */
  public enum Kind {
    READ,
    WRITE,
    DEFINE
  }

  private final Optional<Share> reads;
  private final Optional<Share> writtenBytes;
  private final Optional<Share> definitions;

  RateLimits(ServerConfig config) {
    this.reads = share(config.limits().readsPerSecond());
    this.writtenBytes = share(config.limits().writtenBytesPerSecond());
    this.definitions = share(config.limits().definitionsPerSecond());
  }

  /**
   * @param bytes size of the request
   * @throws EngineException {@link ErrorCode#RATE_LIMITED} when the call is one too many
   */
  public void take(Kind kind, String call, long bytes) {
    switch (kind) {
      case READ -> take(reads, 1, call);
      case WRITE -> take(writtenBytes, bytes, call);
      case DEFINE -> take(definitions, 1, call);
    }
  }

  private static void take(Optional<Share> share, long amount, String call) {
    if (share.isPresent() && !share.get().take(amount)) {
      throw refused(call);
    }
  }

  private static EngineException refused(String call) {
    return new EngineException(
        ErrorCode.RATE_LIMITED,
        "rate limit exceeded[call=%s]: this pod is asked for more than its limit; retry later"
            .formatted(call));
  }

  private static Optional<Share> share(OptionalLong perSecond) {
    return perSecond.isEmpty() ? Optional.empty() : Optional.of(Share.of(perSecond.getAsLong()));
  }

  /** What there is for a second. */
  private record Share(Bucket bucket, long perSecond) {
    static Share of(long perSecond) {
      Bucket bucket =
          Bucket.builder()
              .addLimit(
                  limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
              .build();
      return new Share(bucket, perSecond);
    }

    /** What is more than a whole second's share takes all of one, or it would never be let in. */
    boolean take(long amount) {
      return bucket.tryConsume(Math.clamp(amount, 1, perSecond));
    }
  }
}
