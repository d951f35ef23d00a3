package dev.aerie.engine.wal;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.Appends.Pending;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: what is appended while one object is being written goes into the next. An append is
 * done when its object is durable and applied. Thread-safe.
 *
 * <p>An object that another writer put at this one's place means that the epoch is over: every
 * waiting and later append fails with {@link ErrorCode#FENCED}.
 *
 * <p>An append that failed because the store did may take effect yet, before the next object that
 * is written. Who is about to decide by the state has to {@link #settle()} that first.
 */
public final class LogWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

  /** Changes nothing, as no collection has that id; earlier releases can read it, too. */
  private static final LogRecord NOTHING = new LogRecord.Rotate(0);

  private final ObjectStore store;
  private final Log log;
  private final UUID writer;
  private final Consumer<LogObject> applier;
  private final Runnable onFenced;
  private final Consumer<Throwable> onFailure;
  private final Appends appends;
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final Thread thread;
  private CompletableFuture<Long> settling = CompletableFuture.completedFuture(0L);
  private volatile boolean unsure;
  private LogPosition next;

  /**
   * @param next where the first object goes
   * @param applier takes each object once it is durable, in order; when it throws an {@link
   *     EngineException}, nothing was applied and it can be tried again
   * @param onFenced called once when the epoch is found to be over
   * @param onFailure called when this writer can't go on; what it was writing may be in effect or
   *     not, or be applied in part
   */
  public LogWriter(
      ObjectStore store,
      HybridClock clock,
      UUID writer,
      LogPosition next,
      Consumer<LogObject> applier,
      Runnable onFenced,
      Consumer<Throwable> onFailure) {
    this.store = store;
    this.log = new Log(store);
    this.writer = writer;
    this.next = next;
    this.applier = applier;
    this.onFenced = onFenced;
    this.onFailure = onFailure;
    this.appends = new Appends(clock);
    this.thread =
        Thread.ofPlatform()
            .name("aerie-log-writer")
            .daemon()
            // With no memory left, not even the end may go in order.
            .uncaughtExceptionHandler((_, e) -> onFailure.accept(e))
            .start(this::run);
  }

  /** Appends a record and waits until it is durable and applied; answers its timestamp. */
  public long append(LogRecord record) {
    return await(submit(record));
  }

  /** Appends a record; the future gives its timestamp once it is durable and applied. */
  public CompletableFuture<Long> submit(LogRecord record) {
    return appends.add(record);
  }

  /**
   * Makes sure that whatever was appended and failed has taken effect, or never will. Writes
   * nothing if nothing failed since the last object.
   *
   * @throws EngineException as an append does; then it is not known still
   */
  public void settle() {
    if (unsure) {
      append(NOTHING);
    }
  }

  /** As {@link #settle()}, but does not wait for it. Called by one thread. */
  public void settleSoon() {
    if (unsure && settling.isDone()) {
      settling = submit(NOTHING);
    }
  }

  /** Whether something that was appended and failed may take effect yet. */
  public boolean isUnsure() {
    return unsure;
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
    if (appends.stop(fenced())) {
      onFenced.run();
    }
  }

  /** Writes what was appended, then stops. */
  @Override
  public void close() {
    appends.close();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static long await(CompletableFuture<Long> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EngineException cause) {
        throw new EngineException(cause.code(), cause.getMessage(), cause);
      }
      throw e;
    }
  }

  private void run() {
    for (List<Pending> group = appends.take(); !group.isEmpty(); group = appends.take()) {
      try {
        commit(group);
      } catch (EngineException e) {
        unsure = true;
        fail(group, e);
      } catch (RuntimeException | Error e) {
        stop(group, e);
      }
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
            next,
            writer,
            group.stream().map(p -> new LogEntry(p.timestamp(), p.record())).toList()));
    unsure = false;
    commits.incrementAndGet();
    bytes.addAndGet(object.length);
    group.forEach(p -> p.done().complete(p.timestamp()));
  }

  /**
   * Our own earlier object whose write seemed to fail takes effect. Anybody else's ends this
   * writer, and so does a seal, which this process itself may have put there for a later epoch.
   */
  private void adopt(LogObject present) {
    boolean sealed = present.end().epoch() != next.epoch();
    if (sealed || !present.writer().equals(writer)) {
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

  private void stop(List<Pending> group, Throwable why) {
    EngineException stopped =
        new EngineException(ErrorCode.INTERNAL, "the log writer has stopped: " + why, why);
    if (appends.stop(stopped)) {
      onFailure.accept(why);
    }
    LOG.error("the log writer stops", why);
    fail(group, stopped);
  }

  private static void fail(List<Pending> group, EngineException e) {
    group.forEach(p -> p.done().completeExceptionally(e));
  }
}
