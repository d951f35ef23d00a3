package dev.aerie.operator.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers all clusters again when something that each has is another; those for which that or
 * their first delivery fails again and again, with ever longer pauses, until each has it. Run by
 * one thread, which begins anew with all when it is another once more: so each ends with the
 * newest.
 */
final class Redelivery implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);

  private final Supplier<List<String>> clusters;
  private final Consumer<String> deliver;
  private final Semaphore news = new Semaphore(0);
  private final AtomicBoolean all = new AtomicBoolean();
  private final Set<String> failed = new LinkedHashSet<>();
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());

  /**
   * @param clusters ids of all that there are
   * @param deliver delivers one of them as it is to be now
   */
  Redelivery(Supplier<List<String>> clusters, Consumer<String> deliver) {
    this.clusters = clusters;
    this.deliver = deliver;
  }

  /** All are to be delivered again. Safe to call from any thread. */
  void wake() {
    all.set(true);
    news.release();
  }

  /** These could not be delivered and are tried again. Safe to call from any thread. */
  void retry(Collection<String> ids) {
    synchronized (failed) {
      failed.addAll(ids);
    }
    if (!ids.isEmpty()) {
      news.release();
    }
  }

  /** Delivers until the thread is interrupted. */
  @Override
  public void run() {
    List<String> left = List.of();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        left = round(due(left));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until something is to be delivered: all if that is new, else those that failed. */
  private List<String> due(List<String> left) throws InterruptedException {
    if (left.isEmpty()) {
      news.acquire();
      backoff.succeeded();
    } else {
      news.tryAcquire(backoff.failed().toMillis(), TimeUnit.MILLISECONDS);
    }
    news.drainPermits();
    Set<String> due = new LinkedHashSet<>(left);
    due.addAll(takeFailed());
    if (all.getAndSet(false)) {
      backoff.succeeded();
      return clusters.get();
    }
    return List.copyOf(due);
  }

  private List<String> takeFailed() {
    synchronized (failed) {
      List<String> taken = List.copyOf(failed);
      failed.clear();
      return taken;
    }
  }

  /** Delivers each once, and tells for which that failed, whatever the reason. */
  List<String> round(List<String> ids) {
    List<String> left = new ArrayList<>();
    for (String id : ids) {
      try {
        deliver.accept(id);
      } catch (RuntimeException e) {
        if (left.isEmpty() && backoff.isFirst()) {
          LOG.warn(
              "Cluster {} could not be delivered again and is tried again: {}", id, e.toString());
        }
        left.add(id);
      }
    }
    return left;
  }
}
