package dev.aerie.engine.restore;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.bootstrap.BackupReplay;
import dev.aerie.engine.bootstrap.Hold;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.definition.RestoredCollections;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.maintenance.Maintenance;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Periodic;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.request.RequestWatch;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings collections of backups back into the cluster beside those it has, on the writer, by a
 * thread of its own. Thread-safe.
 *
 * <p>Objects are copied first, under ids that only this writer gives: garbage collection leaves
 * them as it leaves what a flush is writing. One record of the log then makes all collections of a
 * request. A writer that ends before that record leaves nothing but orphans and the request, which
 * the next writer begins anew; one that ends after it leaves the outcome it wrote right before, by
 * which the next one knows that it is done.
 */
public final class Restores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Restores.class);

  private final ObjectStore store;
  private final SegmentStore segments;
  private final ClusterState cluster;
  private final Replica replica;
  private final Maintenance maintenance;
  private final RestoredCollections definitions;
  private final HybridClock clock;
  private final RequestWatch watch;
  private final RestoreStore requests;
  private final Hold hold;
  private final BackupReplay replay;
  private final Periodic serving;

  /**
   * @param watch tells what is asked for
   * @param interval how often it is asked
   */
  public Restores(
      ObjectStore store,
      SegmentStore segments,
      ClusterState cluster,
      Replica replica,
      Maintenance maintenance,
      RestoredCollections definitions,
      RequestWatch watch,
      HybridClock clock,
      Clock wallClock,
      Duration interval) {
    this.store = store;
    this.segments = segments;
    this.cluster = cluster;
    this.replica = replica;
    this.maintenance = maintenance;
    this.definitions = definitions;
    this.clock = clock;
    this.watch = watch;
    this.requests = new RestoreStore(store);
    this.hold = new Hold(store, wallClock);
    this.replay = new BackupReplay(store, segments, wallClock);
    this.serving = new Periodic("aerie-restore", interval, this::serve);
  }

  public void start() {
    serving.start();
  }

  /** Ends; a restore under way is left to the next writer. */
  @Override
  public void close() {
    serving.close();
  }

  private void serve() {
    if (replica.isWriter()) {
      watch.take(RestoreStore.REQUESTS).forEach(this::serve);
    }
  }

  private void serve(String name) {
    requireWriter();
    Optional<RestoreRequest> asked = requests.request(name);
    if (asked.isEmpty()) {
      return; // it was found while it was served
    }
    // An attempt before this one, of this process too, may have asked the log.
    replica.settle();
    if (!isMade(name)) {
      discard(name);
      make(name, asked.get());
    }
    hold.release(name);
    requests.answer(name);
  }

  /** Whether a writer before this one ended between the record and the answer. */
  private boolean isMade(String name) {
    return requests
        .outcome(name)
        .filter(o -> o.refusal().isEmpty())
        .filter(
            o -> o.collections().stream().allMatch(c -> cluster.catalog().find(c.id()).isPresent()))
        .isPresent();
  }

  /** What an attempt copied that asked the log in vain is nobody's. */
  private void discard(String name) {
    requests.outcome(name).stream()
        .flatMap(outcome -> outcome.collections().stream())
        .map(RestoreOutcome.RestoredRows::id)
        .filter(id -> cluster.catalog().find(id).isEmpty())
        .forEach(maintenance::dropped);
  }

  private void make(String name, RestoreRequest request) {
    Attempt attempt = new Attempt(replica.writerSince());
    try {
      make(name, request, attempt);
      LOG.info("restore {} of backup {} made", name, request.backup());
    } catch (RuntimeException e) {
      EngineException why = typed(e);
      if (attempt.logged) {
        throw why; // it may take effect even so
      }
      attempt.begun.forEach(maintenance::dropped);
      if (isOver(why)) {
        throw why;
      }
      requireWriter();
      LOG.warn("restore {} of backup {} refused", name, request.backup(), e);
      requests.write(name, RestoreOutcome.refused(request.backup(), why));
    }
  }

  /** How far it is. */
  private static final class Attempt {
    private final OptionalLong since;
    private final List<Long> begun = new ArrayList<>();
    private final List<LogRecord.Restored> copies = new ArrayList<>();
    private final List<RestoreOutcome.RestoredRows> rows = new ArrayList<>();
    private long timestamp;
    private boolean logged;

    Attempt(OptionalLong since) {
      this.since = since;
    }
  }

  private void make(String name, RestoreRequest request, Attempt attempt) {
    copy(name, request, attempt);
    definitions.make(
        attempt.copies,
        () -> {
          requireSame(attempt);
          prepare(attempt.copies);
          requests.write(
              name,
              new RestoreOutcome(
                  request.backup(), attempt.timestamp, attempt.rows, Optional.empty()));
          attempt.logged = true;
        });
  }

  private void copy(String name, RestoreRequest request, Attempt attempt) {
    Backup backup = hold.within(request.backup(), name);
    attempt.timestamp = backup.timestamp();
    List<CollectionState> sources = replay.collections(backup, request.chosen());
    definitions.requireFree(sources.stream().map(CollectionState::collection).toList());
    for (CollectionState source : sources) {
      long id = clock.next();
      attempt.begun.add(id);
      attempt.rows.add(rows(id, source));
      attempt.copies.add(
          new CollectionCopy(store, segments, clock, () -> requireSame(attempt), source, id)
              .write());
    }
  }

  private static RestoreOutcome.RestoredRows rows(long id, CollectionState source) {
    return new RestoreOutcome.RestoredRows(
        id, source.collection().database(), source.collection().name(), source.liveRows());
  }

  /** Nothing has to be read once the record is durable. */
  private void prepare(List<LogRecord.Restored> copies) {
    ManifestStore manifests = new ManifestStore(store);
    copies.forEach(
        c -> cluster.prepare(manifests.read(c.collection().id(), c.manifest()), Map.of()));
  }

  /** A later epoch, of this process too, has taken what is listed nowhere for garbage. */
  private void requireSame(Attempt attempt) {
    if (serving.isClosing()
        || attempt.since.isEmpty()
        || !attempt.since.equals(replica.writerSince())) {
      throw new EngineException(
          ErrorCode.FENCED, "this replica ceased to write while it restored; the next one begins");
    }
  }

  /** One that was not scheduled for long may have been replaced without knowing it. */
  private void requireWriter() {
    replica.refresh(Consistency.STRONG);
    replica.requireWriter();
  }

  /** Whether nothing is said about the request, which is tried again. */
  private static boolean isOver(EngineException e) {
    return e.code().retriable() || e.code() == ErrorCode.FENCED;
  }

  private static EngineException typed(RuntimeException e) {
    return e instanceof EngineException typed
        ? typed
        : new EngineException(ErrorCode.INTERNAL, "the restore failed: " + e, e);
  }
}
