package dev.aerie.engine.encryption;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final String PREFIX = "AERIE_ENCRYPTION_";
  private static final String KEYSET = PREFIX + "KEYSET_FILE";
  private static final String VAULT = PREFIX + "VAULT_ADDRESS";
  private static final String VAULT_KEY = PREFIX + "VAULT_KEY";
  private static final String KEY_CACHE = PREFIX + "KEY_CACHE";
  private static final String VAULT_TOKEN = PREFIX + "VAULT_TOKEN_FILE";

  /**
   * Reads the variables {@code AERIE_ENCRYPTION_KEYSET_FILE}, or {@code …_VAULT_ADDRESS}, {@code
   * …_VAULT_KEY}, {@code …_VAULT_TOKEN_FILE} and {@code …_VAULT_MOUNT}, default {@code transit};
   * {@code …_KEY_CACHE}, an ISO 8601 duration, default 10 s.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for variables that do not fit
   */
  public static Encryption of(Map<String, String> environment, Clock clock) {
    boolean local = environment.containsKey(KEYSET);
    boolean vault = environment.containsKey(VAULT);
    if (local && vault) {
      throw wrong("both %s and %s are set; set one".formatted(KEYSET, VAULT));
    }
    Duration keep = duration(environment.getOrDefault(KEY_CACHE, "PT10S"));
    Optional<KeyService> service =
        local
            ? Optional.of(new LocalKeyset(Path.of(environment.get(KEYSET))))
            : vault ? Optional.of(vault(environment)) : Optional.empty();
    return new Encryption(service, keep, clock);
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
        service.orElseThrow(() -> wrong("set %s or %s".formatted(KEYSET, VAULT))),
        clock,
        keep);
  }

  private static KeyService vault(Map<String, String> environment) {
    Path token = Path.of(required(environment, VAULT_TOKEN));
    URI engine =
        URI.create(
            "%s/v1/%s"
                .formatted(
                    environment.get(VAULT),
                    environment.getOrDefault(PREFIX + "VAULT_MOUNT", "transit")));
    return new VaultTransit(engine, required(environment, VAULT_KEY), () -> read(token));
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw wrong("%s: '%s' is no ISO 8601 duration such as PT10S".formatted(KEY_CACHE, text));
    }
  }

  private static String read(Path token) {
    try {
      return Files.readString(token).strip();
    } catch (IOException e) {
      throw wrong("%s: %s can't be read: %s".formatted(VAULT_TOKEN, token, e));
    }
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw wrong("%s is set, but %s is not".formatted(VAULT, name));
    }
    return value;
  }

  private static EngineException wrong(String sentence) {
    return new EngineException(ErrorCode.INVALID_ARGUMENT, "encryption: " + sentence);
  }
}
