package dev.aerie.engine.bootstrap;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.backup.Contents;
import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.checkpoint.CheckpointStore;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.Log;
import dev.aerie.engine.wal.LogPosition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a cluster at any moment that its log still keeps: the newest checkpoint or backup
 * before, and the log from there on. Only reads. Thread-safe.
 */
public final class PointInTime {
  private final ObjectStore store;
  private final Clock clock;

  public PointInTime(ObjectStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * The state at a moment, as a backup that is not in the store.
   *
   * @throws EngineException {@link ErrorCode#NOT_RESTORABLE} if the moment is yet to come or is not
   *     kept any more
   */
  public Backup at(Instant moment, String name) {
    if (moment.isAfter(clock.instant())) {
      throw notRestorable("%s is yet to come; give a moment in the past".formatted(moment));
    }
    long timestamp = HybridClock.ofMillis(moment.toEpochMilli() + 1) - 1;
    Set<String> present = new HashSet<>(store.list("col/", ""));
    List<Checkpoint> bases = bases(name);
    for (Checkpoint base : bases) {
      if (base.timestamp() <= timestamp) {
        Optional<Backup> found = from(base, timestamp, name);
        if (found.isPresent() && isThere(found.get(), present)) {
          return found.get();
        }
      }
    }
    throw notRestorable(
        "the cluster at %s is not kept any more; checkpoints and backups are of %s"
            .formatted(
                moment,
                bases.stream()
                    .map(b -> Instant.ofEpochMilli(HybridClock.toMillis(b.timestamp())))
                    .sorted()
                    .toList()));
  }

  /**
   * Makes sure that a state's checkpoint is still one that is kept, and all its objects with it.
   *
   * @throws EngineException {@link ErrorCode#NOT_RESTORABLE}
   */
  void requireKept(Backup held) {
    boolean based =
        bases(held.name()).stream()
            .anyMatch(b -> b.position().equals(held.checkpoint().position()));
    if (!based || !isThere(held, new HashSet<>(store.list("col/", "")))) {
      throw notRestorable("the state was removed just now; try again with a later moment");
    }
  }

  /** Newest first. */
  private List<Checkpoint> bases(String exceptBackup) {
    CheckpointStore checkpoints = new CheckpointStore(store);
    List<Checkpoint> bases = new ArrayList<>();
    bases.add(Checkpoint.NONE);
    checkpoints.keys().stream().map(checkpoints::read).forEach(bases::add);
    new BackupStore(store)
        .all().stream()
            .filter(b -> !b.name().equals(exceptBackup))
            .map(Backup::checkpoint)
            .forEach(bases::add);
    bases.sort(Comparator.comparing(Checkpoint::timestamp).reversed());
    return bases;
  }

  /** Empty if a part of the base or of the log is gone. */
  private Optional<Backup> from(Checkpoint base, long timestamp, String name) {
    try {
      LogPosition end = logEnd(base, timestamp);
      return Optional.of(
          new Backup(
              name,
              clock.millis(),
              timestamp,
              base,
              end,
              new Contents(store).of(base, end),
              List.of(),
              ""));
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The end of the object with the last write up to a moment. */
  private LogPosition logEnd(Checkpoint base, long timestamp) {
    Log log = new Log(store);
    LogPosition end =
        log.readOn(
            base.replayFrom(),
            object -> object.entries().stream().allMatch(e -> e.timestamp() <= timestamp));
    if (end.compareTo(base.position()) < 0 || log.isTrimmed(end.next())) {
      throw ObjectStoreException.missing(end.next().key());
    }
    return end;
  }

  private boolean isThere(Backup backup, Set<String> present) {
    return backup.objects().stream()
        .map(StoredObject::key)
        .allMatch(k -> !k.startsWith("col/") || present.contains(k) || inParent(k));
  }

  /** A branch's first segments lie with its parent. */
  private boolean inParent(String key) {
    try {
      return store.getRange(key, 0, 1).length > 0;
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        return false;
      }
      throw e;
    }
  }

  private static EngineException notRestorable(String message) {
    return new EngineException(ErrorCode.NOT_RESTORABLE, message);
  }
}
