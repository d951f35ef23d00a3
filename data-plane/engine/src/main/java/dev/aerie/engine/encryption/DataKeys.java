package dev.aerie.engine.encryption;

import dev.aerie.engine.encryption.KeyService.WrappedKey;
import dev.aerie.engine.format.Json;
import dev.aerie.engine.objectstore.ObjectStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data keys of a cluster, numbered from 1, each wrapped by the key service and stored beside
 * what it encrypts. The newest is used for what is written. A key is unwrapped again when it was
 * for some time, so that one which was withdrawn ceases to be used. Thread-safe.
 */
public final class DataKeys {
  /** Where the wrapped keys lie; these objects are not encrypted. */
  public static final String FOLDER = "encryption/";

  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ObjectStore store;
  private final KeyService service;
  private final Clock clock;
  private final Duration keep;
  private final Map<Long, Held<ObjectCipher>> ciphers = new ConcurrentHashMap<>();
  private volatile Optional<Held<Long>> newest = Optional.empty();

  /**
   * @param store holds the wrapped keys, unencrypted
   * @param keep how long a key that was unwrapped is used without asking again
   */
  public DataKeys(ObjectStore store, KeyService service, Clock clock, Duration keep) {
    this.store = store;
    this.service = service;
    this.clock = clock;
    this.keep = keep;
  }

  /** Makes a new data key for what is written from now on; what was written keeps its own. */
  public long rotate() {
    long number = last() + 1;
    while (!make(number)) {
      number++;
    }
    newest = Optional.of(new Held<>(number, clock.instant()));
    return number;
  }

  /** The number of the key to write with. */
  long newest() {
    Optional<Held<Long>> known = newest.filter(this::isFresh);
    if (known.isPresent()) {
      return known.get().value();
    }
    long number = last();
    if (number == 0) {
      make(1);
      number = 1;
    }
    newest = Optional.of(new Held<>(number, clock.instant()));
    return number;
  }

  /** The cipher of a key. */
  ObjectCipher cipher(long number) {
    Held<ObjectCipher> held = ciphers.get(number);
    if (held != null && isFresh(held)) {
      return held.value();
    }
    ciphers.remove(number);
    WrappedKey wrapped = Json.read(key(number), store.get(key(number)), WrappedKey.class);
    ObjectCipher cipher = new ObjectCipher(service.unwrap(wrapped, key(number)));
    ciphers.put(number, new Held<>(cipher, clock.instant()));
    return cipher;
  }

  private long last() {
    List<String> keys = store.list(FOLDER, "");
    return keys.isEmpty()
        ? 0
        : Long.parseLong(keys.getLast().substring(FOLDER.length()).replace(".json", ""));
  }

  private boolean make(long number) {
    byte[] dataKey = new byte[KEY_BYTES];
    RANDOM.nextBytes(dataKey);
    return store.putIfAbsent(key(number), Json.write(service.wrap(dataKey, key(number))));
  }

  private boolean isFresh(Held<?> held) {
    return clock.instant().isBefore(held.since().plus(keep));
  }

  private static String key(long number) {
    return FOLDER + "%08d.json".formatted(number);
  }

  private record Held<T>(T value, Instant since) {}
}
