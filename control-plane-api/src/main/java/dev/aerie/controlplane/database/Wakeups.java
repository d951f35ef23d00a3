package dev.aerie.controlplane.database;

import dev.aerie.controlplane.database.Notifications.Notification;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes waiting requests when what regions should see, or have said, has changed. A notification
 * that was not heard costs a wait of {@link #LONGEST}. Safe for use by many threads.
 */
@ApplicationScoped
public class Wakeups {
  /** After this a request looks again by itself. */
  public static final Duration LONGEST = Duration.ofSeconds(3);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long changes;
  private volatile boolean running = true;

  void hear(@Observes Notification told) {
    if (told.channel().equals(Notifications.DESIRED)
        || told.channel().equals(Notifications.RETURNED)) {
      wake();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    running = false;
    wake();
  }

  /** How many changes there were; read it before looking, to miss none. */
  public long count() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when there were more changes than this, or after the time. */
  public void await(long seen, Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (changes == seen && left > 0 && running) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the control plane is not about to end. */
  public boolean isRunning() {
    return running;
  }

  private void wake() {
    lock.lock();
    try {
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
