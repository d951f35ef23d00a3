package dev.aerie.engine.replica;

import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.epoch.Epoch;
import dev.aerie.engine.epoch.EpochStore;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogRecord;
import dev.aerie.engine.wal.LogWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica's part in the cluster: it follows the log, and writes it while it holds the newest
 * epoch. Thread-safe.
 *
 * <p>A claimant first seals the log of the epoch before, at its end. From then on nobody can append
 * to that log, so everything acknowledged there has been read, and the former holder learns of its
 * end at its next write.
 */
public final class Replica implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  private final EngineConfig config;
  private final Clock wallClock;
  private final HybridClock clock;
  private final ObjectStore store;
  private final ClusterState state;
  private final LogTail tail;
  private final EpochStore epochs;
  private final UUID writerId = UUID.randomUUID();
  private final LeaseWatch leaseWatch;
  private final Periodic beat;
  private volatile Epoch epoch = Epoch.NONE;
  private volatile Optional<Writing> writing = Optional.empty();
  private volatile boolean failed;
  private volatile long commitsBefore;

  private record Writing(LogWriter log, Heartbeat heartbeat, long since) {}

  public Replica(
      EngineConfig config, ObjectStore store, ClusterState state, HybridClock clock, Clock wall) {
    this.config = config;
    this.store = store;
    this.state = state;
    this.clock = clock;
    this.wallClock = wall;
    this.tail = new LogTail(store, state, clock, config.readTimeout());
    this.epochs = new EpochStore(store);
    this.leaseWatch = new LeaseWatch(epochs, config.leaseTime());
    this.beat = new Periodic("aerie-replica", config.tailInterval(), this::step);
  }

  /**
   * Restores the newest checkpoint, replays the log, claims the epoch if nobody else lives, and
   * stays at it.
   */
  public void start() {
    tail.restore();
    epoch = epochs.newest();
    boolean ours = epoch.podName().equals(config.podName());
    if (config.role() == EngineConfig.Role.AUTO && (ours || leaseWatch.isFree(epoch))) {
      claim();
    } else {
      while (!tail.catchUp(this::follows)) {
        LOG.info("still replaying the log, now at {}", state.position());
      }
    }
    beat.start();
  }

  public boolean isWriter() {
    return writing.isPresent();
  }

  /**
   * Whether it can go on. One that can't may have applied an object of the log in part: it answers
   * nothing any more and leaves its epoch to others, and has to be opened anew.
   */
  public boolean isAlive() {
    return !failed && state.isWhole();
  }

  /**
   * Ids this replica gives as the writer of its present epoch are greater than this; empty while it
   * does not write.
   */
  public OptionalLong writerSince() {
    return writing.map(w -> OptionalLong.of(w.since)).orElse(OptionalLong.empty());
  }

  /** The newest epoch known. */
  public Epoch epoch() {
    return epoch;
  }

  /** Log objects this process has written. */
  public long commits() {
    return commitsBefore + writing.map(w -> w.log.commits()).orElse(0L);
  }

  /** Bytes of log this process has written in its present epoch. */
  public long logBytes() {
    return writing.map(w -> w.log.bytes()).orElse(0L);
  }

  /** Appends a record and waits until it is durable and applied; answers its timestamp. */
  public long append(LogRecord record) {
    return writer().append(record);
  }

  /** Appends a record; the future gives its timestamp once it is durable and applied. */
  public CompletableFuture<Long> submit(LogRecord record) {
    return writer().submit(record);
  }

  /**
   * The log of the epoch that this replica writes in, for what is decided by the state and must not
   * be appended in a later epoch: once this one is over, its appends fail.
   *
   * @throws EngineException {@link ErrorCode#NOT_WRITER} on a replica that does not write
   */
  public LogWriter log() {
    return writer();
  }

  /**
   * Makes sure that what this replica failed to append has taken effect, or never will: to be
   * called, before the state is read, by whoever appends what depends on it.
   *
   * @throws EngineException when the store fails still
   */
  public void settle() {
    writing.ifPresent(w -> w.log.settle());
  }

  /**
   * @throws EngineException {@link ErrorCode#NOT_WRITER} on a replica that does not write
   */
  public void requireWriter() {
    writer();
  }

  /**
   * Waits until this replica's state is as fresh as a read needs it.
   *
   * @throws EngineException {@link ErrorCode#NOT_READY} when that takes too long
   */
  public void refresh(Consistency consistency) {
    requireAlive();
    Optional<Writing> current = writing;
    boolean behind =
        switch (consistency.level()) {
          case STRONG ->
              !current.map(w -> w.heartbeat.isRecent() && !w.log.isUnsure()).orElse(false);
          case SESSION -> lacks(consistency);
          case BOUNDED ->
              lacks(consistency)
                  || current
                      .map(w -> w.heartbeat.isOlderThan(config.boundedLag()))
                      .orElseGet(() -> tail.endSeenBefore(config.boundedLag()));
          case EVENTUALLY -> false;
        };
    if (behind && !current.map(this::hasAll).orElse(false)) {
      tail.requireCaughtUp(this::follows);
    }
  }

  private boolean lacks(Consistency consistency) {
    return consistency.guaranteeTimestamp() > state.timestamp();
  }

  /** Stops writing: what was appended is committed, then others may claim the next epoch. */
  public void release() {
    stopWriting(true);
  }

  @Override
  public void close() {
    beat.close();
    release();
  }

  /**
   * Whether a writer has applied all that was acknowledged by now, or shown by a reader. One that
   * was not scheduled for long may have been replaced without knowing it.
   */
  private boolean hasAll(Writing current) {
    try {
      if (isNewest(current)) {
        // What readers show as well has to be settled; where the store takes no writes, nothing is.
        if (current.log.isUnsure() && tail.next().isPresent()) {
          current.log.settle();
        }
        return true;
      }
    } catch (EngineException e) {
      if (e.code() != ErrorCode.FENCED) {
        throw e;
      }
    }
    return false;
  }

  /** Whether nobody else has claimed to write by now; if somebody has, this writer ends. */
  private boolean isNewest(Writing current) {
    if (epochs.newest(epoch).number() > epoch.number()) {
      current.log.fence();
      return false;
    }
    return true;
  }

  private boolean follows() {
    return writing.isEmpty();
  }

  private void requireAlive() {
    if (!isAlive()) {
      throw new EngineException(
          ErrorCode.NOT_READY,
          "this pod could not go on with its log and has to start again; try another, or try again shortly");
    }
  }

  private LogWriter writer() {
    requireAlive();
    return writing
        .map(Writing::log)
        .orElseThrow(
            () ->
                new EngineException(
                    ErrorCode.NOT_WRITER,
                    "this replica does not write; send the call to "
                        + (epoch.address().isEmpty() ? "the writer" : epoch.address())));
  }

  private void step() {
    if (!isAlive()) {
      return;
    }
    Optional<Writing> current = writing;
    if (current.isPresent()) {
      if (current.get().heartbeat.beat()) {
        confirm(current.get());
      }
      return;
    }
    tail.catchUp(this::follows);
    epoch = epochs.newest(epoch);
    if (config.role() == EngineConfig.Role.AUTO && leaseWatch.isFree(epoch) && !beat.isClosing()) {
      claim();
    }
  }

  /** Counts the last beat, and leaves nothing unsure for longer than from one to the next. */
  private void confirm(Writing current) {
    if (isNewest(current)) {
      current.heartbeat.confirm();
      current.log.settleSoon();
    }
  }

  private void claim() {
    tail.paused(this::claimNext);
  }

  private void claimNext() {
    Epoch claimed =
        new Epoch(
            epoch.number() + 1,
            config.podName(),
            config.advertisedAddress(),
            writerId,
            wallClock.millis());
    if (!epochs.claim(claimed)) {
      epoch = epochs.newest(epoch);
      return;
    }
    epoch = claimed;
    if (!tail.sealEarlierLogs(claimed.number(), writerId)) {
      epoch = epochs.newest(epoch);
      return;
    }
    long since = clock.next();
    LogWriter writer =
        new LogWriter(
            store,
            clock,
            writerId,
            state.position().next(),
            state::apply,
            this::fenced,
            this::failed);
    Heartbeat heartbeat =
        new Heartbeat(epochs, claimed.number(), config.heartbeatInterval(), config.leaseTime());
    heartbeat.beat();
    Writing begun = new Writing(writer, heartbeat, since);
    writing = Optional.of(begun);
    confirm(begun);
    LOG.info("epoch {} is ours, log continues at {}", claimed.number(), state.position().next());
  }

  private void fenced() {
    LOG.warn("epoch {} is over: another replica writes now; this one reads on", epoch.number());
    stopWriting(false);
  }

  /** Signs of life end here, so that another replica writes once the lease has expired. */
  private void failed(Throwable why) {
    failed = true;
    stopWriting(false);
    LOG.error(
        "the log can't be written on ({}); this replica has to be opened anew", why.toString());
  }

  private void stopWriting(boolean release) {
    Optional<Writing> stopped = writing;
    if (stopped.isEmpty()) {
      return;
    }
    if (release) {
      stopped.get().log.close();
      stopped.get().heartbeat.release();
      leaseWatch.ignore(epoch);
    }
    commitsBefore += stopped.get().log.commits();
    writing = Optional.empty();
  }
}
