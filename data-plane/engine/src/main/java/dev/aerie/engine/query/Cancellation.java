package dev.aerie.engine.query;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.function.BooleanSupplier;

/**
 * Whether nobody waits for the answer of a read any more. Whoever makes a read for somebody else
 * binds {@link #CURRENT}; the read tells what it {@link #looksAt}. Not thread-safe.
 */
public final class Cancellation {
  /** Whether the read that this thread is at was given up. */
  public static final ScopedValue<BooleanSupplier> CURRENT = ScopedValue.newInstance();

  private static final BooleanSupplier NEVER = () -> false;

  /** A millisecond's work or less, against a microsecond for a pause. */
  private static final int ROWS_A_PAUSE = 1 << 12;

  private final BooleanSupplier cancelled;
  private int rows;

  private Cancellation(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
  }

  /** That of the read that this thread is at. */
  public static Cancellation current() {
    return new Cancellation(CURRENT.orElse(NEVER));
  }

  /**
   * Comes before a look at so many rows. Once in some thousand of them it ends a read that was
   * given up, and lets others on: virtual threads have no time slices, so that a read that only
   * computes would keep its processor to the end.
   *
   * @throws EngineException {@link ErrorCode#CANCELLED}
   */
  public void looksAt(int more) {
    if (rows >= ROWS_A_PAUSE) {
      rows = 0;
      pause();
    }
    rows = Math.min(rows + more, ROWS_A_PAUSE);
  }

  private void pause() {
    if (cancelled.getAsBoolean()) {
      throw new EngineException(ErrorCode.CANCELLED, "the client has cancelled the call");
    }
    if (Thread.currentThread().isVirtual()) {
      Thread.yield();
    }
  }
}
