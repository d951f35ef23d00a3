package dev.aerie.operator.pass;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs passes over objects, so many at once; the others wait in line, first come, first served.
 * What is begun after the end is dropped: the next operator looks at everything anyway. Safe for
 * concurrent use.
 */
public final class Passes extends ThreadPoolExecutor {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param atOnce how many run at the same time
   */
  public Passes(int atOnce) {
    super(atOnce, atOnce, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DiscardPolicy());
  }

  /** How many stand in line. */
  public int waiting() {
    return getQueue().size();
  }

  /** Calls this whenever a pass has ended, in its thread. */
  public void afterEach(Runnable listener) {
    listeners.add(listener);
  }

  /** Begins no pass any more and waits for those under way, for so long at most. */
  public void end(Duration patience) {
    shutdown();
    getQueue().clear();
    try {
      awaitTermination(patience.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void afterExecute(Runnable pass, Throwable failure) {
    listeners.forEach(Runnable::run);
  }
}
