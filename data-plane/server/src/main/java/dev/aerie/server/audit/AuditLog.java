package dev.aerie.server.audit;

import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.server.ServerConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * Records calls off their way: they are put into a queue of bounded length, and a thread of its own
 * writes them to the object store. When they come faster than that, reads are left out first; what
 * is left out is counted, logged, and told by a line of the audit log itself. Thread-safe.
 */
@ApplicationScoped
public class AuditLog {
  private static final Logger LOG = Logger.getLogger(AuditLog.class);
  private static final int OBJECT_EVENTS = 8192;
  private static final Duration END = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final ServerConfig.Audit config;
  private final Clock clock;
  private final AuditChain chain;
  private final BlockingQueue<AuditEvent> queue;
  private final List<AuditEvent> pending = new ArrayList<>();
  private final LongAdder lostReads = new LongAdder();
  private final LongAdder lostWrites = new LongAdder();
  private final Counter written;
  private final Counter droppedReads;
  private final Counter droppedWrites;
  private final Thread writer =
      Thread.ofPlatform().name("aerie-audit").daemon().unstarted(this::run);
  private volatile boolean ending;
  private Instant lastFlush;

  AuditLog(ServerConfig server, ObjectStore store, Clock clock, MeterRegistry meters) {
    this.config = server.audit();
    this.clock = clock;
    this.chain = new AuditChain(store, server.podName());
    this.queue = new ArrayBlockingQueue<>(config.queueLength());
    this.lastFlush = clock.instant();
    this.written = Counter.builder("aerie.audit.written").register(meters);
    this.droppedReads = dropped(meters, "read");
    this.droppedWrites = dropped(meters, "write");
  }

  private static Counter dropped(MeterRegistry meters, String kind) {
    return Counter.builder("aerie.audit.dropped").tag("kind", kind).register(meters);
  }

  void start(@Observes StartupEvent event) {
    if (config.level() != AuditLevel.OFF) {
      writer.start();
    }
  }

  /** What was recorded is written before the process ends. */
  void stop(@Observes ShutdownEvent event) {
    ending = true;
    try {
      writer.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whether a call is to be recorded.
   *
   * @param write whether it changes something
   * @param refused whether its caller was not allowed to make it
   */
  public boolean wants(boolean write, boolean refused) {
    return switch (config.level()) {
      case OFF -> false;
      case WRITES -> write || refused;
      case ALL -> true;
    };
  }

  /** Records a call, or counts it as left out; never waits. */
  public void record(AuditEvent event) {
    boolean room = event.write() || queue.size() < config.queueLength() / 2;
    if (!room || !queue.offer(event)) {
      (event.write() ? lostWrites : lostReads).increment();
      (event.write() ? droppedWrites : droppedReads).increment();
    }
  }

  private void run() {
    boolean last;
    do {
      last = ending; // what failed before the end is tried once more
      boolean done = step();
      if (!done && last) {
        return;
      }
    } while (!last || !queue.isEmpty());
    flush();
  }

  /** False if there were lines to be written that could not be. Whatever fails is tried again. */
  private boolean step() {
    try {
      take();
      return !(ending || pending.size() >= OBJECT_EVENTS || isOld()) || flush();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.errorf("The audit log goes on after %s", e);
      return false;
    }
  }

  private void take() {
    try {
      if (pending.size() >= OBJECT_EVENTS) {
        Thread.sleep(LOOK);
        return;
      }
      AuditEvent event = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (event != null) {
        pending.add(event);
        queue.drainTo(pending, OBJECT_EVENTS - pending.size());
      }
    } catch (InterruptedException e) {
      ending = true;
    }
  }

  private boolean isOld() {
    return Duration.between(lastFlush, clock.instant()).compareTo(config.flushInterval()) >= 0;
  }

  private boolean flush() {
    lastFlush = clock.instant();
    long reads = lostReads.sum();
    long writes = lostWrites.sum();
    if (pending.isEmpty() && reads + writes == 0) {
      return true;
    }
    String lost = reads + writes == 0 ? "" : "%d reads, %d writes".formatted(reads, writes);
    try {
      chain.append(pending, lost, lastFlush);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.errorf("%d lines of the audit log wait to be written: %s", pending.size(), e);
      return false;
    }
    lostReads.add(-reads);
    lostWrites.add(-writes);
    if (!lost.isEmpty()) {
      LOG.errorf("The audit log is full, left out: %s", lost);
    }
    written.increment(pending.size());
    pending.clear();
    return true;
  }
}
