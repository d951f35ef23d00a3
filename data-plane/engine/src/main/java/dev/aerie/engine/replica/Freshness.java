package dev.aerie.engine.replica;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.Consistency;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How fresh a replica's state is, and how fresh a read needs it. Thread-safe. */
final class Freshness {
  private final ClusterState state;
  private final LogTail tail;
  private final Duration boundedLag;

  /**
   * @param boundedLag how far a read of bounded staleness may lag behind
   */
  Freshness(ClusterState state, LogTail tail, Duration boundedLag) {
    this.state = state;
    this.tail = tail;
    this.boundedLag = boundedLag;
  }

  /**
   * Waits until a read can be answered.
   *
   * @param writing what the replica writes with, if it does
   * @param follows whether it reads what others write, still
   * @throws EngineException {@link ErrorCode#NOT_READY} when that takes too long
   */
  void require(Consistency consistency, Optional<Writing> writing, BooleanSupplier follows) {
    if (isBehind(consistency, writing) && !writing.map(w -> w.hasAll(tail)).orElse(false)) {
      tail.requireCaughtUp(follows);
    }
  }

  private boolean isBehind(Consistency consistency, Optional<Writing> writing) {
    return switch (consistency.level()) {
      case STRONG -> !writing.map(Writing::isSure).orElse(false);
      case SESSION -> lacks(consistency);
      case BOUNDED ->
          lacks(consistency)
              || writing
                  .map(w -> w.isOlderThan(boundedLag))
                  .orElseGet(() -> tail.endSeenBefore(boundedLag));
      case EVENTUALLY -> false;
    };
  }

  private boolean lacks(Consistency consistency) {
    return consistency.guaranteeTimestamp() > state.timestamp();
  }
}
