package dev.aerie.engine.maintenance;

import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.replica.ClusterState;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rows in memory within bounds: large collections are flushed, and writes wait meanwhile.
 * One that can't be flushed holds up no other: it is tried again, and gets no more than half of the
 * memory, of which half is left to the others in any case. Thread-safe; one thread flushes.
 */
final class MemtableRoom {
  private static final Logger LOG = LoggerFactory.getLogger(MemtableRoom.class);

  private final EngineConfig config;
  private final ClusterState cluster;
  private final Flush flush;
  private final Set<Long> failed = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flushed = lock.newCondition();

  MemtableRoom(EngineConfig config, ClusterState cluster, Flush flush) {
    this.config = config;
    this.cluster = cluster;
    this.flush = flush;
  }

  /**
   * Waits until there is room for more rows of a collection.
   *
   * @throws EngineException {@link ErrorCode#RATE_LIMITED} when flushes do not make room in time
   */
  void await(Collection collection) {
    if (isThereFor(collection)) {
      return;
    }
    long remaining = config.writeTimeout().toNanos();
    lock.lock();
    try {
      while (!isThereFor(collection)) {
        if (remaining <= 0) {
          throw none(collection);
        }
        remaining = flushed.awaitNanos(remaining);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(ErrorCode.RATE_LIMITED, "interrupted while waiting for room", e);
    } finally {
      lock.unlock();
    }
  }

  /** Flushes what is large; while memory is short the largest only, whatever its size. */
  void make() {
    failed.retainAll(cluster.unflushed().stream().map(MemtableRoom::id).toList());
    long stuck = stuckBytes();
    long free = Math.max(config.memtableBytes() - stuck, half());
    boolean pressed = cluster.unflushedBytes() - stuck > free / 2;
    for (CollectionState state : largestFirst()) {
      boolean due = pressed || hasFailed(state) || state.unflushedBytes() >= config.flushBytes();
      if (due && tryToFlush(state) && pressed) {
        return;
      }
    }
  }

  /** Flushes everything that can be. */
  void flushAll() {
    cluster.unflushed().forEach(this::tryToFlush);
  }

  private List<CollectionState> largestFirst() {
    return cluster.unflushed().stream()
        .sorted(Comparator.comparingLong(CollectionState::unflushedBytes).reversed())
        .toList();
  }

  private boolean tryToFlush(CollectionState state) {
    try {
      flush.flush(state);
      failed.remove(id(state));
      return true;
    } catch (RuntimeException | OutOfMemoryError e) {
      failed.add(id(state));
      LOG.warn("collection {} could not be flushed: {}", id(state), e.toString());
      return false;
    } finally {
      tell();
    }
  }

  private void tell() {
    lock.lock();
    try {
      flushed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isThereFor(Collection collection) {
    long all = cluster.unflushedBytes();
    boolean room = all < config.memtableBytes();
    if (failed.isEmpty()) {
      return room;
    }
    long stuck = stuckBytes();
    return failed.contains(collection.id()) ? room && stuck < half() : room || all - stuck < half();
  }

  private long half() {
    return config.memtableBytes() / 2;
  }

  private EngineException none(Collection collection) {
    return new EngineException(
        ErrorCode.RATE_LIMITED,
        failed.contains(collection.id())
            ? "rows of collection '%s' can't be written to segments, the writer's log tells why; restore it from a backup, or retry after a pause"
                .formatted(collection.name())
            : "rows come faster than they can be written to segments; retry after a pause");
  }

  /** Bytes of what can't be flushed. */
  private long stuckBytes() {
    return cluster.unflushed().stream()
        .filter(this::hasFailed)
        .mapToLong(CollectionState::unflushedBytes)
        .sum();
  }

  private boolean hasFailed(CollectionState state) {
    return failed.contains(id(state));
  }

  private static long id(CollectionState state) {
    return state.collection().id();
  }
}
