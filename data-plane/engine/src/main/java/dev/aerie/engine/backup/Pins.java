package dev.aerie.engine.backup;

import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.checkpoint.CheckpointStore;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogPosition;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The objects that must stay: those of backups, and those of checkpoints that are kept so that the
 * cluster can be restored to any moment since. Thread-safe.
 *
 * <p>Whoever removes objects asks here first, and removes them inside {@link #exclusively}; a
 * backup of the present state is taken inside it too. A pin of something that is pinned already
 * needs no lock: it is written first, and then what it was made from has to be there still.
 */
public final class Pins {
  private final BackupStore backups;
  private final CheckpointStore checkpoints;
  private final Contents contents;
  private final Clock clock;
  private final Duration retention;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, List<List<String>>> needs = new HashMap<>();
  private final Map<String, Moment> moments = new HashMap<>();

  /** What the checkpoint needs that was read last: the next one shares most of it. */
  private Map<Table, List<String>> latest = Map.of();

  /** What is remembered of a checkpoint, which can be large. */
  private record Moment(long timestamp, LogPosition replayFrom) {}

  /** A collection as a checkpoint has it. */
  private record Table(long collection, long manifest, List<Long> partitions) {
    static Table of(Checkpoint.Entry entry) {
      return new Table(
          entry.collection().id(),
          entry.manifest(),
          entry.collection().partitions().stream().map(Partition::id).toList());
    }
  }

  /** What must stay just now. */
  public record Needed(Set<String> objects, Set<String> checkpoints, LogPosition logFrom) {
    public boolean contains(String key) {
      return objects.contains(key) || checkpoints.contains(key);
    }
  }

  /**
   * @param retention how far back the cluster can be restored to any moment; zero keeps only what
   *     running needs
   */
  public Pins(ObjectStore store, Clock clock, Duration retention) {
    this.backups = new BackupStore(store);
    this.checkpoints = new CheckpointStore(store);
    this.contents = new Contents(store);
    this.clock = clock;
    this.retention = retention;
  }

  /** Does something while nothing is removed and no backup is taken by anybody else here. */
  public <T> T exclusively(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** What must stay; called inside {@link #exclusively}. */
  public Needed needed() {
    List<String> roots = checkpoints.keys();
    List<String> kept = retention.isZero() ? List.of() : roots.subList(first(roots), roots.size());
    Set<String> all = new HashSet<>(backups.keys());
    all.addAll(kept);
    needs.keySet().retainAll(all);
    all.forEach(key -> needs.computeIfAbsent(key, this::needsOf));
    Set<List<String>> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    needs.values().forEach(shared::addAll);
    Set<String> objects = new HashSet<>();
    shared.forEach(objects::addAll);
    return new Needed(objects, Set.copyOf(kept), logFrom(roots));
  }

  /** The log after this stays; all of it while no checkpoint is older than what is kept. */
  private LogPosition logFrom(List<String> roots) {
    if (retention.isZero()) {
      return new LogPosition(Long.MAX_VALUE, 0);
    }
    long since = since();
    return roots.stream()
        .map(this::moment)
        .filter(c -> c.timestamp() <= since)
        .reduce((_, last) -> last)
        .map(Moment::replayFrom)
        .orElse(LogPosition.START);
  }

  /** The newest checkpoint that is older than what is kept, or the very first. */
  private int first(List<String> roots) {
    long since = since();
    int first = 0;
    for (int i = 0; i < roots.size(); i++) {
      if (moment(roots.get(i)).timestamp() <= since) {
        first = i;
      }
    }
    moments.keySet().retainAll(roots);
    return first;
  }

  private long since() {
    return HybridClock.ofMillis(clock.millis() - retention.toMillis());
  }

  private Moment moment(String key) {
    return moments.computeIfAbsent(
        key,
        _ -> {
          Checkpoint checkpoint = checkpoints.read(key);
          return new Moment(checkpoint.timestamp(), checkpoint.replayFrom());
        });
  }

  private List<List<String>> needsOf(String key) {
    return moments.containsKey(key)
        ? tables(checkpoints.read(key))
        : List.of(backups.readKey(key).objects().stream().map(StoredObject::key).toList());
  }

  /** Nothing, for a checkpoint from the time before they were kept whole. */
  private List<List<String>> tables(Checkpoint checkpoint) {
    try {
      Map<Table, List<String>> tables = new HashMap<>();
      for (Checkpoint.Entry entry : checkpoint.collections()) {
        Table table = Table.of(entry);
        List<String> known = latest.get(table);
        tables.put(table, known == null ? contents.keys(entry) : known);
      }
      latest = tables;
      return List.copyOf(tables.values());
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        return List.of();
      }
      throw e;
    }
  }
}
