package dev.aerie.engine.encryption;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Whether and how a cluster's objects are encrypted. Immutable.
 *
 * @param service keeps the key that data keys are wrapped with; absent for a cluster in plain text
 * @param keep how long an unwrapped data key is used before the service is asked again: a withdrawn
 *     key opens nothing after that
 */
public record Encryption(Optional<KeyService> service, Duration keep, Clock clock) {
  /** Objects lie as they are. */
  public static final Encryption NONE =
      new Encryption(Optional.empty(), Duration.ZERO, Clock.systemUTC());

  private static final String KEY_CACHE = "AERIE_ENCRYPTION_KEY_CACHE";

  /**
   * Reads the variables {@code AERIE_ENCRYPTION_…}: a key service, if any, and {@code …_KEY_CACHE},
   * an ISO 8601 duration, default 10 s.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for variables that do not fit
   */
  public static Encryption of(Map<String, String> environment, Clock clock) {
    Duration keep = duration(environment.getOrDefault(KEY_CACHE, "PT10S"));
    return new Encryption(KeyServices.of(environment, clock), keep, clock);
  }

  /** The store whose objects are encrypted in {@code store}. */
  public ObjectStore over(ObjectStore store) {
    return service
        .<ObjectStore>map(_ -> new EncryptedObjectStore(store, keys(store)))
        .orElse(store);
  }

  /**
   * The data keys in a store.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when there is no encryption
   */
  public DataKeys keys(ObjectStore store) {
    return new DataKeys(
        store,
        service.orElseThrow(
            () -> KeyServices.wrong("set one of " + String.join(", ", KeyServices.NAMES))),
        clock,
        keep);
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw KeyServices.wrong(
          "%s: '%s' is no ISO 8601 duration such as PT10S".formatted(KEY_CACHE, text));
    }
  }
}
