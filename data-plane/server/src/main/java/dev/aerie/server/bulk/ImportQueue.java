package dev.aerie.server.bulk;

import dev.aerie.engine.Engine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The imports that have not ended, in the order of their ids, on the pod that writes; every change
 * of one is durable when it returns. Thread-safe.
 */
@ApplicationScoped
class ImportQueue {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int MOST_WAITING = 1024;
  private static final long NONE = 0;

  private final Engine engine;
  private final ImportJobs jobs;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final NavigableMap<Long, ImportJob> waiting = new TreeMap<>();
  private boolean loaded;
  private long epoch;

  /** The job whose rows are being put into the collection, until it ends or is begun anew. */
  private long committing;

  ImportQueue(Engine engine, ImportJobs jobs, Clock clock) {
    this.engine = engine;
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * Takes a job; returns when it is durable.
   *
   * @throws EngineException {@link ErrorCode#RATE_LIMITED} when too many wait, {@link
   *     ErrorCode#NOT_WRITER}
   */
  void submit(ImportJob job) {
    lock.lock();
    try {
      loadOnce();
      if (waiting.size() >= MOST_WAITING) {
        throw new EngineException(
            ErrorCode.RATE_LIMITED,
            "%d imports wait already; try again when some have ended".formatted(MOST_WAITING));
      }
      jobs.put(job, epoch);
      engine.catchUp();
      requireWriter();
      waiting.put(job.id(), job);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks for the end of a job; one that has ended stays as it is.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when there is none, or its rows are
   *     being put into the collection
   */
  void cancel(long id) {
    lock.lock();
    try {
      loadOnce();
      ImportJob job = waiting.get(id);
      if (job == null) {
        jobs.get(id);
      } else if (id == committing) {
        throw new EngineException(
            ErrorCode.INVALID_ARGUMENT,
            "import job %d is completing; it can no longer be cancelled".formatted(id));
      } else if (job.attempts() == 0) {
        update(id, one -> one.withCancelled().failed(cancellation(one), clock.millis()));
      } else {
        update(id, ImportJob::withCancelled);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The first job, begun once more; empty if there is none for a while, or this pod reads only. */
  Optional<ImportJob> next() throws InterruptedException {
    lock.lock();
    try {
      if (engine.isWriter()) {
        loadOnce();
      } else {
        loaded = false;
      }
      if (loaded && !waiting.isEmpty()) {
        return Optional.of(update(waiting.firstKey(), ImportJob::begun));
      }
      await();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Changes a job that has not ended. */
  ImportJob update(long id, UnaryOperator<ImportJob> change) {
    lock.lock();
    try {
      requireWriter();
      ImportJob job = change.apply(waiting.get(id));
      jobs.put(job, epoch);
      if (id == committing) {
        committing = NONE;
      }
      if (job.hasEnded()) {
        waiting.remove(id);
      } else {
        waiting.put(id, job);
      }
      return job;
    } finally {
      lock.unlock();
    }
  }

  /** Reads the jobs anew the next time, after a pause. */
  void forget() throws InterruptedException {
    lock.lock();
    try {
      loaded = false;
      await();
    } finally {
      lock.unlock();
    }
  }

  /** From now on the job cannot be cancelled; refused as {@link #requireNotCancelled} does. */
  void commit(long id) {
    lock.lock();
    try {
      requireNotCancelled(id);
      committing = id;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} if the end of a job is asked for
   */
  void requireNotCancelled(long id) {
    lock.lock();
    try {
      ImportJob job = waiting.get(id);
      if (job.cancelled()) {
        throw new EngineException(ErrorCode.INVALID_ARGUMENT, cancellation(job));
      }
    } finally {
      lock.unlock();
    }
  }

  private void await() throws InterruptedException {
    changed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String cancellation(ImportJob job) {
    return "import job %d was cancelled".formatted(job.id());
  }

  private void requireWriter() {
    if (!engine.isWriter()) {
      throw new EngineException(
          ErrorCode.NOT_WRITER, "this replica does not write; send the call to the writer");
    }
  }

  /** Learns of the jobs that earlier writers left; forgets those that have ended long ago. */
  private void loadOnce() {
    requireWriter();
    if (loaded) {
      return;
    }
    epoch = engine.epoch().number();
    waiting.clear();
    for (ImportJob job : jobs.all()) {
      if (!job.hasEnded()) {
        waiting.put(job.id(), job);
      } else if (job.endedAtMillis() < clock.millis() - KEPT.toMillis()) {
        jobs.delete(job);
      }
    }
    loaded = true;
  }
}
