package dev.aerie.engine.bootstrap;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.definition.Changes;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The collections that are restored, and their names then. Not thread-safe: it remembers which it
 * has seen, as a collection may be renamed in the log.
 */
public final class Chosen {
  private final Map<String, String> names;
  private final Map<Long, String> nameOfId = new HashMap<>();
  private final Set<String> missing;

  private Chosen(Map<String, String> names) {
    this.names = Map.copyOf(names);
    this.missing = new HashSet<>(names.keySet());
    if (new HashSet<>(names.values()).size() < names.size()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "two collections would get the same name; give each a name of its own: " + names);
    }
  }

  /** All of them, as they are called. */
  public static Chosen all() {
    return new Chosen(Map.of());
  }

  /**
   * Some of them.
   *
   * @param names new names by {@code database/collection}; empty for all, as they are called
   */
  public static Chosen of(Map<String, String> names) {
    return new Chosen(names);
  }

  /** The collection as it is restored; empty if it is not. */
  Optional<Collection> apply(Collection collection) {
    if (names.isEmpty()) {
      return Optional.of(collection);
    }
    String key = collection.database() + "/" + collection.name();
    if (names.containsKey(key)) {
      missing.remove(key);
      nameOfId.putIfAbsent(collection.id(), names.get(key));
    }
    return Optional.ofNullable(nameOfId.get(collection.id()))
        .map(name -> Changes.of(collection).name(collection.database(), name));
  }

  /** Whether a collection seen before is restored. */
  boolean contains(long collectionId) {
    return names.isEmpty() || nameOfId.containsKey(collectionId);
  }

  /**
   * @throws EngineException {@link ErrorCode#COLLECTION_NOT_FOUND} for one never seen
   */
  void requireAllSeen() {
    if (!missing.isEmpty()) {
      throw new EngineException(
          ErrorCode.COLLECTION_NOT_FOUND,
          "the backup has no %s; name collections as database/collection"
              .formatted(missing.stream().sorted().toList()));
    }
  }
}
