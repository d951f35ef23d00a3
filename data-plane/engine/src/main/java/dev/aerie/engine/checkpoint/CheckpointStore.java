package dev.aerie.engine.checkpoint;

import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.format.Json;
import dev.aerie.engine.objectstore.ObjectStore;
import java.util.List;
import java.util.function.Predicate;

/** Checkpoints in the object store, numbered by put-if-absent. Thread-safe. */
public final class CheckpointStore {
  private static final String FOLDER = "root/";

  /** Kept beside the newest for readers that are just opening. */
  private static final int KEPT = 3;

  private final ObjectStore store;

  public CheckpointStore(ObjectStore store) {
    this.store = store;
  }

  /** The newest checkpoint; {@link Checkpoint#NONE} in an empty store. */
  public Checkpoint newest() {
    List<String> keys = keys();
    if (keys.isEmpty()) {
      return Checkpoint.NONE;
    }
    return read(keys.getLast());
  }

  /** Keys of the checkpoints that are kept, oldest first. */
  public List<String> keys() {
    return store.list(FOLDER, "");
  }

  /** The checkpoint of a key. */
  public Checkpoint read(String key) {
    byte[] json = Envelope.openBytes(Envelope.Kind.ROOT, key, store.get(key));
    return Json.read(key, json, Checkpoint.class);
  }

  /**
   * Writes a checkpoint under its number.
   *
   * @return false if the number is taken: another writer is at work
   */
  public boolean write(Checkpoint checkpoint) {
    return store.putIfAbsent(
        key(checkpoint.number()), Envelope.seal(Envelope.Kind.ROOT, Json.write(checkpoint)));
  }

  /** Removes all but the newest few and those that are needed. */
  public void trim(Predicate<String> needed) {
    List<String> keys = keys();
    keys.subList(0, Math.max(0, keys.size() - KEPT)).stream()
        .filter(needed.negate())
        .forEach(store::delete);
  }

  /** Where a checkpoint lies. */
  public static String key(long number) {
    return FOLDER + "%020d".formatted(number);
  }
}
