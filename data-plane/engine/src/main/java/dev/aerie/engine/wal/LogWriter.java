package dev.aerie.engine.wal;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.time.HybridClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: what is appended while one object is being written goes into the next. An append is
 * done when its object is durable and applied. Thread-safe.
 *
 * <p>An object that another writer put at this one's place means that the epoch is over: every
 * waiting and later append fails with {@link ErrorCode#FENCED}.
 */
public final class LogWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

  /** Beyond this, further records wait for the next object. */
  private static final int OBJECT_BYTES = 32 << 20;

  private record Pending(
      LogRecord record, byte[] encoded, long timestamp, CompletableFuture<Long> done) {}

  private final ObjectStore store;
  private final Log log;
  private final HybridClock clock;
  private final UUID writer;
  private final Consumer<LogObject> applier;
  private final Runnable onFenced;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Pending> queue = new ArrayDeque<>();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final Thread thread;
  private LogPosition next;
  private EngineException failure;
  private boolean closing;

  /**
   * @param next where the first object goes
   * @param applier takes each object once it is durable, in order
   * @param onFenced called once when the epoch is found to be over
   */
  public LogWriter(
      ObjectStore store,
      HybridClock clock,
      UUID writer,
      LogPosition next,
      Consumer<LogObject> applier,
      Runnable onFenced) {
    this.store = store;
    this.log = new Log(store);
    this.clock = clock;
    this.writer = writer;
    this.next = next;
    this.applier = applier;
    this.onFenced = onFenced;
    this.thread = Thread.ofPlatform().name("aerie-log-writer").daemon().start(this::run);
  }

  /** Appends a record and waits until it is durable and applied; answers its timestamp. */
  public long append(LogRecord record) {
    return await(submit(record));
  }

  /** Appends a record; the future gives its timestamp once it is durable and applied. */
  public CompletableFuture<Long> submit(LogRecord record) {
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

  /** Log objects written. */
  public long commits() {
    return commits.get();
  }

  /** Bytes of log written. */
  public long bytes() {
    return bytes.get();
  }

  /** Ends this writer because a newer epoch is known: every waiting and later append fails. */
  public void fence() {
    stopWith(fenced());
    onFenced.run();
  }

  /** Writes what was appended, then stops. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static long await(CompletableFuture<Long> done) {
    try {
      return done.join();
    } catch (java.util.concurrent.CompletionException e) {
      if (e.getCause() instanceof EngineException cause) {
        throw new EngineException(cause.code(), cause.getMessage(), cause);
      }
      throw e;
    }
  }

  private void run() {
    for (List<Pending> group = take(); !group.isEmpty(); group = take()) {
      try {
        commit(group);
      } catch (EngineException e) {
        fail(group, e);
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.error("the log writer stops", e);
        fail(group, stopWith(new EngineException(ErrorCode.INTERNAL, "log writer: " + e, e)));
      }
    }
  }

  private List<Pending> take() {
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

  private void commit(List<Pending> group) {
    List<Long> timestamps = group.stream().map(Pending::timestamp).toList();
    List<byte[]> records = group.stream().map(Pending::encoded).toList();
    byte[] object = LogCodec.frame(next, writer, timestamps, records);
    while (!store.putIfAbsent(next.key(), object)) {
      adopt(log.read(next).orElseThrow());
      object = LogCodec.frame(next, writer, timestamps, records);
    }
    apply(
        new LogObject(
            next, writer, group.stream().map(p -> new LogEntry(p.timestamp, p.record)).toList()));
    commits.incrementAndGet();
    bytes.addAndGet(object.length);
    group.forEach(p -> p.done.complete(p.timestamp));
  }

  /**
   * Our own earlier object whose write seemed to fail takes effect; anybody else's ends this
   * writer.
   */
  private void adopt(LogObject present) {
    if (!present.writer().equals(writer)) {
      fence();
      throw fenced();
    }
    apply(present);
  }

  private EngineException fenced() {
    return new EngineException(
        ErrorCode.FENCED,
        "epoch %d is over: another replica writes now; send the write there"
            .formatted(next.epoch()));
  }

  private void apply(LogObject object) {
    applier.accept(object);
    next = next.next();
  }

  private EngineException stopWith(EngineException e) {
    lock.lock();
    try {
      failure = e;
      closing = true;
      queue.forEach(p -> p.done.completeExceptionally(e));
      queue.clear();
      return e;
    } finally {
      lock.unlock();
    }
  }

  private static void fail(List<Pending> group, EngineException e) {
    group.forEach(p -> p.done.completeExceptionally(e));
  }
}
