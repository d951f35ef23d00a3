package dev.aerie.local.platform;

import dev.aerie.local.LauncherException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work done at the same time; the first failure is thrown when all is done. */
final class Tasks implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> forked = new ArrayList<>();

  void fork(Callable<?> work) {
    forked.add(threads.submit(work));
  }

  void join() {
    LauncherException failure = null;
    for (Future<?> future : forked) {
      try {
        future.get();
      } catch (ExecutionException e) {
        LauncherException cause =
            e.getCause() instanceof LauncherException known
                ? known
                : new LauncherException("unexpected: " + e.getCause(), e.getCause());
        if (failure == null) {
          failure = cause;
        } else {
          failure.addSuppressed(cause);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LauncherException("interrupted", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
