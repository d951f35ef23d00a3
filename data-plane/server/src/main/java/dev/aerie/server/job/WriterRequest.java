package dev.aerie.server.job;

import dev.aerie.engine.Engine;
import dev.aerie.engine.epoch.Epoch;
import dev.aerie.engine.epoch.EpochStore;
import dev.aerie.engine.epoch.Lease;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Something that the writer was asked for in the store: the pod that writes does it, or while none
 * does an engine of this process.
 *
 * @param done whether it is done
 */
record WriterRequest(ObjectStore store, BooleanSupplier done) {
  private static final Duration FOR_THE_WRITER = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Waits until it is done, for so long. */
  boolean isServed(Duration wait) {
    return (isWritten() && isDone(FOR_THE_WRITER)) || isServedHere(wait);
  }

  /** Whether some pod may be there to be asked. */
  private boolean isWritten() {
    EpochStore epochs = new EpochStore(store);
    Epoch epoch = epochs.newest();
    return epoch.number() > 0 && !epochs.lease(epoch.number()).map(Lease::released).orElse(false);
  }

  /** The engine serves the request as soon as it writes, unless a pod that came back does. */
  private boolean isServedHere(Duration wait) {
    try (Engine _ = TemporaryEngine.open(store)) {
      return isDone(wait);
    }
  }

  private boolean isDone(Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    try {
      while (!done.getAsBoolean() && System.nanoTime() - end < 0) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(ErrorCode.NOT_READY, "interrupted while waiting for the writer", e);
    }
    return done.getAsBoolean();
  }
}
