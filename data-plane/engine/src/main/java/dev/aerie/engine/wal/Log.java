package dev.aerie.engine.wal;

import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

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

  /** Whether the same epoch's log goes on behind a position that is not there: it was lost. */
  public boolean goesOnBehind(LogPosition position) {
    String epoch = position.key().substring(0, position.key().lastIndexOf('/') + 1);
    List<String> later = store.list(epoch, position.key());
    return !later.isEmpty() && read(position).isEmpty();
  }

  /**
   * Reads on after a position, one object after the other, across the ends of epochs.
   *
   * @param reader answers whether it wants the next one
   * @return the end of the last object the reader was given
   */
  public LogPosition readOn(LogPosition after, Predicate<LogObject> reader) {
    LogPosition at = after;
    for (Optional<LogObject> object = read(at.next());
        object.isPresent();
        object = read(at.next())) {
      at = object.get().end();
      if (!reader.test(object.get())) {
        break;
      }
    }
    return at;
  }

  /** Writes an object at its position, replacing what is there: for logs nobody writes yet. */
  public void put(LogObject object) {
    store.put(
        object.position().key(),
        LogCodec.frame(
            object.position(),
            object.writer(),
            object.entries().stream().map(LogEntry::timestamp).toList(),
            object.entries().stream().map(e -> LogCodec.encode(e.record())).toList()));
  }

  /** Removes the objects before a position, of all epochs, that nobody needs. */
  public void trim(LogPosition before, Predicate<String> needed) {
    store.list("wal/", "").stream()
        .takeWhile(key -> key.compareTo(before.key()) < 0)
        .filter(needed.negate())
        .forEach(store::delete);
  }
}
