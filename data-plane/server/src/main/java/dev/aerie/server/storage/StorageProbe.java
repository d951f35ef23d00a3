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
    this.last = answered(Optional.empty(), Optional.empty());
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
    last.withdrawal()
        .ifPresent(
            message -> {
              throw new EngineException(ErrorCode.KEY_WITHDRAWN, message);
            });
  }

  /**
   * A key that was withdrawn stays so until the object could be read: that nobody answers gives it
   * back to no one.
   */
  private Outcome ask() {
    try {
      if (!written) {
        store.putIfAbsent(KEY, new byte[] {1});
        written = true;
      }
      store.get(KEY);
      return answered(Optional.empty(), Optional.empty());
    } catch (EngineException e) {
      Optional<String> message = Optional.of(String.valueOf(e.getMessage()));
      return switch (e.code()) {
        case KEY_WITHDRAWN -> answered(message, message);
        case OBJECT_MISSING -> {
          written = false;
          yield answered(Optional.empty(), last.withdrawal());
        }
        default -> answered(message, last.withdrawal());
      };
    } catch (RuntimeException e) {
      return answered(Optional.of(e.toString()), last.withdrawal());
    }
  }

  private Outcome answered(Optional<String> error, Optional<String> withdrawal) {
    return new Outcome(clock.instant(), error, withdrawal);
  }

  private record Outcome(Instant at, Optional<String> error, Optional<String> withdrawal) {}
}
