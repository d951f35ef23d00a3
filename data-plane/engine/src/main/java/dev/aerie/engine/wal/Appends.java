package dev.aerie.engine.wal;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.time.HybridClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Records that wait for their object of the log, in the order of their timestamps. Thread-safe. */
final class Appends {
  /** Beyond this, further records wait for the next object. */
  private static final int OBJECT_BYTES = 32 << 20;

  /**
   * A record.
   *
   * @param done gives the timestamp once the record is durable and applied
   */
  record Pending(LogRecord record, byte[] encoded, long timestamp, CompletableFuture<Long> done) {}

  private final HybridClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Pending> queue = new ArrayDeque<>();
  private EngineException failure;
  private boolean closing;

  Appends(HybridClock clock) {
    this.clock = clock;
  }

  CompletableFuture<Long> add(LogRecord record) {
    byte[] encoded = LogCodec.encode(record);
    CompletableFuture<Long> done = new CompletableFuture<>();
    lock.lock();
    try {
      if (failure != null) {
        throw failure;
      }
      if (closing) {
        throw new EngineException(ErrorCode.NOT_READY, "the engine is draining; retry elsewhere");
      }
      queue.add(new Pending(record, encoded, clock.next(), done));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return done;
  }

  /** Waits for what goes into the next object; nothing once all is taken and no more may come. */
  List<Pending> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing) {
        changed.awaitUninterruptibly();
      }
      List<Pending> group = new ArrayList<>();
      long size = 0;
      while (!queue.isEmpty() && size < OBJECT_BYTES) {
        Pending pending = queue.remove();
        size += pending.encoded.length;
        group.add(pending);
        if (pending.record instanceof LogRecord.Rotate) {
          // What a flush covers is said by position, so nothing may follow a rotation in its
          // object.
          break;
        }
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** No more may come; what waits stays. */
  void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Fails what waits and what comes.
   *
   * @return false if it was stopped before
   */
  boolean stop(EngineException why) {
    lock.lock();
    try {
      if (failure != null) {
        return false;
      }
      failure = why;
      closing = true;
      queue.forEach(p -> p.done.completeExceptionally(why));
      queue.clear();
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
