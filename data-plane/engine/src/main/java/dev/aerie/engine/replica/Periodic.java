package dev.aerie.engine.replica;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work done again and again by a thread of its own, until closed. A failure is logged and the work
 * goes on.
 */
public final class Periodic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final String name;
  private final long intervalNanos;
  private final Runnable work;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  public Periodic(String name, Duration interval, Runnable work) {
    this.name = name;
    this.intervalNanos = interval.toNanos();
    this.work = work;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  public boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Ends; waits a while for the work under way, which goes on by itself if it takes longer. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_WAIT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closing.await(intervalNanos, TimeUnit.NANOSECONDS)) {
        try {
          work.run();
        } catch (RuntimeException | OutOfMemoryError e) {
          LOG.warn("{} failed and will be tried again: {}", name, e.toString());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
