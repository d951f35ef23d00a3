package dev.aerie.engine.wal;

import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The log's objects in the store, for reading, sealing and trimming. Thread-safe. */
public final class Log {
  private final ObjectStore store;

  public Log(ObjectStore store) {
    this.store = store;
  }

  /** The object at a position, if it has been written. */
  public Optional<LogObject> read(LogPosition position) {
    try {
      return Optional.of(LogCodec.decode(position, store.get(position.key())));
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Ends an epoch's log at a position, so that its writer can never commit again.
   *
   * @return false if something was written there meanwhile; read it and try at the next position
   */
  public boolean seal(LogPosition position, UUID writer, long timestamp, long nextEpoch) {
    byte[] record = LogCodec.encode(new LogRecord.Seal(nextEpoch));
    return store.putIfAbsent(
        position.key(), LogCodec.frame(position, writer, List.of(timestamp), List.of(record)));
  }

  /**
   * Whether the log goes on beyond a position that is not there: it was removed after a checkpoint.
   */
  public boolean isTrimmed(LogPosition position) {
    List<String> later = store.list("wal/", position.key());
    return !later.isEmpty() && read(position).isEmpty();
  }

  /** Removes the objects before a position, of all epochs. */
  public void trim(LogPosition before) {
    for (String key : store.list("wal/", "")) {
      if (key.compareTo(before.key()) >= 0) {
        return;
      }
      store.delete(key);
    }
  }
}
