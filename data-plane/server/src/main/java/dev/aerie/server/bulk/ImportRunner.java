package dev.aerie.server.bulk;

import dev.aerie.engine.Engine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.storage.CacheFolder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Does imports on the pod that writes, one after the other in the order of their ids. A pod that
 * begins to write goes on with those that have not ended. Thread-safe.
 */
@ApplicationScoped
public class ImportRunner {
  private static final Logger LOG = Logger.getLogger(ImportRunner.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration TELL = Duration.ofSeconds(1);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int MOST_WAITING = 1024;
  private static final String FOLDER = "import";
  private static final long NONE = 0;

  private final Engine engine;
  private final ImportJobs jobs;
  private final Uploads uploads;
  private final CacheFolder cache;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final NavigableMap<Long, ImportJob> waiting = new TreeMap<>();
  private volatile boolean ending;
  private boolean loaded;
  private long epoch;

  /** The job whose rows are being put into the collection, until it ends or is begun anew. */
  private long committing;

  ImportRunner(Engine engine, ImportJobs jobs, Uploads uploads, CacheFolder cache, Clock clock) {
    this.engine = engine;
    this.jobs = jobs;
    this.uploads = uploads;
    this.cache = cache;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofPlatform().name("aerie-import").daemon().start(this::run);
  }

  /** A job under way goes on when a pod writes again. */
  void stop(@Observes ShutdownEvent event) {
    ending = true;
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

  private ImportJob update(long id, UnaryOperator<ImportJob> change) {
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

  private void run() {
    while (!ending) {
      try {
        step();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.warn("imports wait, since their jobs cannot be read or written", e);
        forget();
      }
    }
  }

  private void step() throws InterruptedException {
    ImportJob next = null;
    lock.lock();
    try {
      if (engine.isWriter()) {
        loadOnce();
      } else {
        loaded = false;
      }
      if (loaded && !waiting.isEmpty()) {
        next = update(waiting.firstKey(), ImportJob::begun);
      } else {
        changed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      attempt(next);
    }
  }

  private void forget() {
    lock.lock();
    try {
      loaded = false;
      changed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void attempt(ImportJob job) throws InterruptedException {
    try (LocalFolder folder = LocalFolder.empty(cache.path().resolve(FOLDER))) {
      ImportRun run = new ImportRun(engine, uploads, job, folder.path(), new Telling(job));
      try {
        run.run();
        update(job.id(), one -> one.completed(clock.millis()));
      } catch (EngineException e) {
        failed(job, run, e);
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.errorf(e, "import %d failed", job.id());
        failed(
            job,
            run,
            new EngineException(
                e instanceof OutOfMemoryError ? ErrorCode.MEMORY_LIMIT : ErrorCode.INTERNAL,
                "internal error: " + e,
                e));
      }
    }
  }

  private void failed(ImportJob job, ImportRun run, EngineException e) throws InterruptedException {
    if (ending || !engine.isWriter() || e.code() == ErrorCode.FENCED) {
      throw e; // whoever writes next goes on with it
    }
    boolean again = e.code().retriable() && job.attempts() < ImportJob.MOST_ATTEMPTS;
    if (again || (run.mayBeCommitted() && !e.code().dependsOnDefinitions())) {
      LOG.warnf("import %d is tried again: %s", job.id(), e.getMessage());
      TimeUnit.SECONDS.sleep(Math.min(job.attempts(), ImportJob.MOST_ATTEMPTS));
    } else {
      update(job.id(), one -> one.failed(e.getMessage(), clock.millis()));
    }
  }

  /** Keeps others informed of a run, not too often, and ends it when it has to end. */
  private final class Telling implements ImportRun.Progress {
    private final ImportJob job;
    private final long begun = System.nanoTime();
    private long told = begun;

    Telling(ImportJob job) {
      this.job = job;
    }

    @Override
    public void tell(int file, ImportJob.Files read) {
      if (ending) {
        throw new EngineException(ErrorCode.NOT_READY, "this pod is about to end");
      }
      ImportOptions.of(job.options())
          .timeout()
          .filter(most -> clock.millis() - job.createdAtMillis() > most.toMillis())
          .ifPresent(
              most -> {
                throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the import took longer than its timeout of " + most);
              });
      boolean due = read.percent() == 100 || System.nanoTime() - told > TELL.toNanos();
      if (due) {
        told = System.nanoTime();
        update(job.id(), one -> one.with(file, read));
      }
      requireNotCancelled();
    }

    @Override
    public void beforeCommit() {
      lock.lock();
      try {
        requireNotCancelled();
        committing = job.id();
      } finally {
        lock.unlock();
      }
    }

    private void requireNotCancelled() {
      if (isCancelled(job.id())) {
        throw new EngineException(ErrorCode.INVALID_ARGUMENT, cancellation(job));
      }
    }
  }

  private boolean isCancelled(long id) {
    lock.lock();
    try {
      return waiting.get(id).cancelled();
    } finally {
      lock.unlock();
    }
  }
}
