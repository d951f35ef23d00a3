package dev.aerie.local.platform;

import dev.aerie.local.LauncherException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Work done at the same time; the first failure ends the rest. */
final class Tasks implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletionService<Object> finished = new ExecutorCompletionService<>(threads);
  private int running;

  void fork(Callable<?> work) {
    finished.submit(work::call);
    running++;
  }

  /** Returns when all is done; throws the first failure at once. */
  void join() {
    try {
      for (; running > 0; running--) {
        finished.take().get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LauncherException known) {
        throw known;
      }
      throw new LauncherException("unexpected: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException("interrupted", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
