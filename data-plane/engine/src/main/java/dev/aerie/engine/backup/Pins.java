package dev.aerie.engine.backup;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
  private final Map<String, Set<String>> needs = new HashMap<>();
  private final Map<String, Checkpoint> read = new HashMap<>();

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
    Set<String> objects = new HashSet<>();
    needs.values().forEach(objects::addAll);
    return new Needed(objects, Set.copyOf(kept), logFrom(roots));
  }

  /** The log after this stays; all of it while no checkpoint is older than what is kept. */
  private LogPosition logFrom(List<String> roots) {
    if (retention.isZero()) {
      return new LogPosition(Long.MAX_VALUE, 0);
    }
    long since = since();
    return roots.stream()
        .map(this::checkpoint)
        .filter(c -> c.timestamp() <= since)
        .reduce((_, last) -> last)
        .map(Checkpoint::replayFrom)
        .orElse(LogPosition.START);
  }

  /** The newest checkpoint that is older than what is kept, or the very first. */
  private int first(List<String> roots) {
    long since = since();
    int first = 0;
    for (int i = 0; i < roots.size(); i++) {
      if (checkpoint(roots.get(i)).timestamp() <= since) {
        first = i;
      }
    }
    read.keySet().retainAll(roots);
    return first;
  }

  private long since() {
    return HybridClock.ofMillis(clock.millis() - retention.toMillis());
  }

  private Checkpoint checkpoint(String key) {
    return read.computeIfAbsent(key, checkpoints::read);
  }

  private Set<String> needsOf(String key) {
    List<StoredObject> objects =
        read.containsKey(key) ? tables(checkpoint(key)) : backups.readKey(key).objects();
    return objects.stream().map(StoredObject::key).collect(Collectors.toSet());
  }

  /** Nothing, for a checkpoint from the time before they were kept whole. */
  private List<StoredObject> tables(Checkpoint checkpoint) {
    try {
      return contents.tables(checkpoint);
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        return List.of();
      }
      throw e;
    }
  }
}
