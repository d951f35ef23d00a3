package dev.aerie.engine.restore;

import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.format.Json;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.util.Optional;

/**
 * Restores that were asked for in the object store, and what became of them. One that is not asked
 * for any more has its outcome there; while it is, the outcome is what the writer was about to do.
 * Thread-safe.
 */
public final class RestoreStore {
  /** Folder of the restores that were asked for. */
  static final String REQUESTS = "request/restore/";

  private static final String OUTCOMES = "restore/";

  private final ObjectStore store;

  public RestoreStore(ObjectStore store) {
    this.store = store;
  }

  /**
   * Asks the writer, whichever pod that is.
   *
   * @param name of the restore; what was asked under it before is replaced
   */
  public void ask(String name, RestoreRequest request) {
    store.put(
        REQUESTS + BackupStore.checked(name),
        Envelope.seal(Envelope.Kind.RESTORE_REQUEST, Json.write(request)));
  }

  /** Whether a restore is asked for and not answered yet. */
  public boolean isAsked(String name) {
    String key = REQUESTS + BackupStore.checked(name);
    return store.list(key, "").contains(key);
  }

  /** What became of a restore. */
  public Optional<RestoreOutcome> outcome(String name) {
    return read(
        Envelope.Kind.RESTORE_OUTCOME, OUTCOMES + BackupStore.checked(name), RestoreOutcome.class);
  }

  /** What was asked for; empty if it is withdrawn meanwhile. */
  Optional<RestoreRequest> request(String name) {
    return read(Envelope.Kind.RESTORE_REQUEST, REQUESTS + name, RestoreRequest.class);
  }

  void write(String name, RestoreOutcome outcome) {
    store.put(OUTCOMES + name, Envelope.seal(Envelope.Kind.RESTORE_OUTCOME, Json.write(outcome)));
  }

  /** From here on the outcome holds. */
  void answer(String name) {
    store.delete(REQUESTS + name);
  }

  private <T> Optional<T> read(Envelope.Kind kind, String key, Class<T> type) {
    try {
      return Optional.of(Json.read(key, Envelope.openBytes(kind, key, store.get(key)), type));
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
