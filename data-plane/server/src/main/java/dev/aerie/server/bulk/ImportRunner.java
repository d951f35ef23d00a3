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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does imports on the pod that writes, one after the other in the order of their ids. A pod that
 * begins to write goes on with those that have not ended. Thread-safe.
 */
@ApplicationScoped
public class ImportRunner {
  private static final Logger LOG = Logger.getLogger(ImportRunner.class);
  private static final Duration TELL = Duration.ofSeconds(1);
  private static final String FOLDER = "import";

  private final Engine engine;
  private final ImportQueue queue;
  private final Uploads uploads;
  private final CacheFolder cache;
  private final Clock clock;
  private volatile boolean ending;

  ImportRunner(Engine engine, ImportQueue queue, Uploads uploads, CacheFolder cache, Clock clock) {
    this.engine = engine;
    this.queue = queue;
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

  private void run() {
    try {
      while (!ending) {
        step();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws InterruptedException {
    try {
      Optional<ImportJob> next = queue.next();
      if (next.isPresent()) {
        attempt(next.get());
      }
    } catch (RuntimeException e) {
      LOG.warn("imports wait, since their jobs cannot be read or written", e);
      queue.forget();
    }
  }

  private void attempt(ImportJob job) throws InterruptedException {
    try (LocalFolder folder = LocalFolder.empty(cache.path().resolve(FOLDER))) {
      ImportRun run = new ImportRun(engine, uploads, job, folder.path(), new Telling(job));
      try {
        run.run();
        queue.update(job.id(), one -> one.completed(clock.millis()));
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
      queue.update(job.id(), one -> one.failed(e.getMessage(), clock.millis()));
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
        queue.update(job.id(), one -> one.with(file, read));
      }
      queue.requireNotCancelled(job.id());
    }

    @Override
    public void beforeCommit() {
      queue.commit(job.id());
    }
  }
}
