package dev.aerie.server.storage;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks the object store for one small object every other second, one question at a time, so that
 * whoever wants to know whether it answers costs it nothing. An object that is there, so that a key
 * which can't be had shows as well. Thread-safe.
 */
@ApplicationScoped
public class StorageProbe {
  private static final String KEY = "probe";
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ObjectStore store;
  private final Clock clock;
  private final ScheduledExecutorService prober =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("aerie-storage-probe").daemon().factory());
  private volatile Outcome last;
  private boolean written;

  StorageProbe(ObjectStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.last = new Outcome(clock.instant(), Optional.empty(), false);
  }

  void start(@Observes StartupEvent event) {
    prober.scheduleWithFixedDelay(
        () -> last = ask(), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    prober.shutdownNow();
  }

  /** Why the object store can't be used at present; empty while it answers. */
  Optional<String> error() {
    Outcome outcome = last;
    Duration silence = Duration.between(outcome.at(), clock.instant());
    return outcome
        .error()
        .or(
            () ->
                silence.compareTo(PATIENCE) > 0
                    ? Optional.of("it has not answered for %d s".formatted(silence.toSeconds()))
                    : Optional.empty());
  }

  /**
   * Refuses what could be answered from memory and the disk cache alone once the key was withdrawn
   * that the objects are encrypted with.
   *
   * @throws EngineException {@link ErrorCode#KEY_WITHDRAWN}
   */
  public void requireKey() {
    Outcome outcome = last;
    if (outcome.withdrawn()) {
      throw new EngineException(ErrorCode.KEY_WITHDRAWN, outcome.error().orElse(""));
    }
  }

  /** An object that is not there any more is an answer too. */
  private Outcome ask() {
    try {
      if (!written) {
        store.putIfAbsent(KEY, new byte[] {1});
        written = true;
      }
      store.get(KEY);
      return answered(Optional.empty(), false);
    } catch (EngineException e) {
      return answered(
          e.code() == ErrorCode.OBJECT_MISSING
              ? Optional.empty()
              : Optional.ofNullable(e.getMessage()),
          e.code() == ErrorCode.KEY_WITHDRAWN);
    } catch (RuntimeException e) {
      return answered(Optional.of(e.toString()), false);
    }
  }

  private Outcome answered(Optional<String> error, boolean withdrawn) {
    return new Outcome(clock.instant(), error, withdrawn);
  }

  private record Outcome(Instant at, Optional<String> error, boolean withdrawn) {}
}
