package dev.aerie.engine.segment;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Work on several things side by side, counted as the work of the read that wants it. It is done by
 * platform threads: the reader of Parquet uses virtual ones itself, and stands still where others
 * hold their carriers.
 */
final class Concurrently {
  private static final int AT_ONCE = 8;
  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().name("aerie-open-", 0).daemon().factory());

  private Concurrently() {}

  /**
   * Does it for each, and returns when all is done; throws the first failure. The action must not
   * do so itself.
   */
  static <A> void each(List<A> things, Consumer<A> action) {
    if (things.size() < 2) {
      things.forEach(action);
      return;
    }
    List<Future<?>> under = new ArrayList<>();
    for (A thing : things) {
      under.add(THREADS.submit(Traffic.carried(() -> action.accept(thing))));
    }
    under.forEach(Concurrently::await);
  }

  /** Waits for the end of a task; its failure is thrown as it was. */
  static <T> T await(Future<T> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new EngineException(ErrorCode.INTERNAL, "reading an object: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(ErrorCode.NOT_READY, "interrupted while reading an object", e);
    }
  }
}
