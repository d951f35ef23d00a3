package dev.aerie.engine.maintenance;

import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.wal.LogRecord;
import dev.aerie.engine.wal.LogWriter;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Changes collections' manifests one at a time: writes the next one, then puts it into effect by
 * the log. Thread-safe.
 */
final class ManifestEditor {
  private final ManifestStore manifests;
  private final ClusterState cluster;
  private final Replica replica;
  private final Garbage garbage;
  private final ReentrantLock lock = new ReentrantLock();

  ManifestEditor(ManifestStore manifests, ClusterState cluster, Replica replica, Garbage garbage) {
    this.manifests = manifests;
    this.cluster = cluster;
    this.replica = replica;
    this.garbage = garbage;
  }

  /** Applies a change to the manifest in effect. */
  void edit(CollectionState state, UnaryOperator<Manifest> change) {
    edit(state, change, Map.of(), _ -> {});
  }

  /**
   * Makes sure that an edit that failed has taken effect, or never will: to be called before a
   * change is prepared that must not be made twice.
   */
  void settle() {
    replica.settle();
  }

  /**
   * Applies a change to the manifest in effect.
   *
   * @param added segments that were written for it
   */
  void edit(CollectionState state, UnaryOperator<Manifest> change, NewSegments added) {
    edit(state, change, added.opened(), added::maybeListedBy);
  }

  private void edit(
      CollectionState state,
      UnaryOperator<Manifest> change,
      Map<Long, Segment> opened,
      Consumer<Manifest> asking) {
    lock.lock();
    try {
      LogWriter log = replica.log();
      // The manifest of an edit that failed may take effect yet; this one has to build on it.
      log.settle();
      requireCurrent(state);
      Manifest before = state.manifest();
      Manifest next = manifests.write(change.apply(before));
      cluster.prepare(next, opened);
      boolean imported = next.lastImport() > before.lastImport();
      asking.accept(next);
      // Never in a later epoch: another replica may have gone on from the manifest before.
      log.append(new LogRecord.Install(next.collectionId(), next.number(), imported));
      replaced(before, next).forEach(garbage::object);
    } finally {
      lock.unlock();
    }
  }

  /** A replica that read on in between may have begun at a checkpoint, with states of its own. */
  private void requireCurrent(CollectionState state) {
    if (cluster.hasReplaced(state)) {
      throw new EngineException(
          ErrorCode.FENCED, "another replica has been writing meanwhile; try again");
    }
  }

  /** Objects of segments that go on without them. */
  private static Set<String> replaced(Manifest before, Manifest next) {
    Set<String> keys = new HashSet<>();
    before.segments().stream()
        .filter(entry -> next.segment(entry.id()).isPresent())
        .forEach(entry -> entry.objects().forEach(object -> keys.add(object.key())));
    next.segments().forEach(entry -> entry.objects().forEach(object -> keys.remove(object.key())));
    return keys;
  }
}
