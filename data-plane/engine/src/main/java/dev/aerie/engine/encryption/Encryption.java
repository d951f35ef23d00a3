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
import java.util.List;
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
  private static final String AWS_KEY = PREFIX + "AWS_KEY";
  private static final String AWS_ENDPOINT = PREFIX + "AWS_ENDPOINT";
  private static final String KEY_CACHE = PREFIX + "KEY_CACHE";
  private static final String VAULT_TOKEN = PREFIX + "VAULT_TOKEN_FILE";

  /** The variables of which one, at most, is set: each names a kind of key service. */
  private static final List<String> SERVICES = List.of(KEYSET, VAULT, AWS_KEY);

  /**
   * Reads the variables {@code AERIE_ENCRYPTION_KEYSET_FILE}, or {@code …_VAULT_ADDRESS}, {@code
   * …_VAULT_KEY}, {@code …_VAULT_TOKEN_FILE} and {@code …_VAULT_MOUNT}, default {@code transit}, or
   * {@code …_AWS_KEY} and, where it is not the region's own, {@code …_AWS_ENDPOINT}; {@code
   * …_KEY_CACHE}, an ISO 8601 duration, default 10 s.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for variables that do not fit
   */
  public static Encryption of(Map<String, String> environment, Clock clock) {
    List<String> set = SERVICES.stream().filter(environment::containsKey).toList();
    if (set.size() > 1) {
      throw wrong("%s are set; set one".formatted(String.join(" and ", set)));
    }
    Duration keep = duration(environment.getOrDefault(KEY_CACHE, "PT10S"));
    return new Encryption(set.stream().findFirst().map(s -> service(s, environment)), keep, clock);
  }

  private static KeyService service(String variable, Map<String, String> environment) {
    return switch (variable) {
      case KEYSET -> new LocalKeyset(Path.of(environment.get(KEYSET)));
      case VAULT -> vault(environment);
      default ->
          new AwsKms(
              environment.get(AWS_KEY),
              Optional.ofNullable(environment.get(AWS_ENDPOINT)).map(URI::create));
    };
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
        service.orElseThrow(() -> wrong("set one of " + String.join(", ", SERVICES))),
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
