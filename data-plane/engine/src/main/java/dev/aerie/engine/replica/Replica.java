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
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica's part in the cluster: it follows the log, and writes it while it holds the newest
 * epoch. Thread-safe.
 */
public final class Replica implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  private final EngineConfig config;
  private final ClusterState state;
  private final LogTail tail;
  private final EpochStore epochs;
  private final LeaseWatch leaseWatch;
  private final Claimant claimant;
  private final Freshness freshness;
  private final Periodic beat;
  private volatile Epoch epoch = Epoch.NONE;
  private volatile Optional<Writing> writing = Optional.empty();
  private volatile boolean failed;
  private volatile long commitsBefore;

  public Replica(
      EngineConfig config, ObjectStore store, ClusterState state, HybridClock clock, Clock wall) {
    this.config = config;
    this.state = state;
    this.tail = new LogTail(store, state, clock, config.readTimeout());
    this.epochs = new EpochStore(store);
    this.leaseWatch = new LeaseWatch(epochs, config.leaseTime());
    this.claimant = new Claimant(config, store, state, tail, epochs, clock, wall);
    this.freshness = new Freshness(state, tail, config.boundedLag());
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
    return writing.map(w -> OptionalLong.of(w.since())).orElse(OptionalLong.empty());
  }

  /** The newest epoch known. */
  public Epoch epoch() {
    return epoch;
  }

  /** Log objects this process has written. */
  public long commits() {
    return commitsBefore + writing.map(w -> w.log().commits()).orElse(0L);
  }

  /** Bytes of log this process has written in its present epoch. */
  public long logBytes() {
    return writing.map(w -> w.log().bytes()).orElse(0L);
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
    writing.ifPresent(w -> w.log().settle());
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
    freshness.require(consistency, writing, this::follows);
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
      current.get().beat();
      return;
    }
    tail.catchUp(this::follows);
    epoch = epochs.newest(epoch);
    if (config.role() == EngineConfig.Role.AUTO && leaseWatch.isFree(epoch) && !beat.isClosing()) {
      claim();
    }
  }

  private void claim() {
    tail.paused(this::claimNext);
  }

  private void claimNext() {
    Optional<Writing> begun = claimant.claimAfter(epoch, this::fenced, this::failed);
    epoch = begun.map(Writing::epoch).orElseGet(() -> epochs.newest(epoch));
    writing = begun;
    begun.ifPresent(this::begin);
  }

  private void begin(Writing begun) {
    begun.confirm();
    LOG.info(
        "epoch {} is ours, log continues at {}", begun.epoch().number(), state.position().next());
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
      stopped.get().release();
      leaseWatch.ignore(epoch);
    }
    commitsBefore += stopped.get().log().commits();
    writing = Optional.empty();
  }
}
