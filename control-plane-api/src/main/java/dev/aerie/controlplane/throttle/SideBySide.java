package dev.aerie.controlplane.throttle;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Work for many organisations that the clock begins: some at a time, so that a slow one does not
 * keep the others waiting, and a failure of one is only its own.
 */
public final class SideBySide {
  private static final Logger LOG = Logger.getLogger(SideBySide.class);

  private final String what;
  private final int most;

  /** Work that logs call this; at most so many at a time. */
  public SideBySide(String what, int most) {
    this.what = what;
    this.most = most;
  }

  /** Does it for all and returns when all is done. */
  public <T> void forAll(List<T> all, Consumer<T> work) {
    var slots = new Semaphore(most);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T one : all) {
        slots.acquireUninterruptibly();
        threads.execute(
            () -> {
              try {
                work.accept(one);
              } catch (RuntimeException failure) {
                LOG.errorf(failure, "%s failed; it is tried again at its next time", what);
              } finally {
                slots.release();
              }
            });
      }
    }
  }
}
