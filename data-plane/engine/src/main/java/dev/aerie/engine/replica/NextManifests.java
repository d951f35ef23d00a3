package dev.aerie.engine.replica;

import dev.aerie.engine.collection.OpenSegment;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.wal.LogEntry;
import dev.aerie.engine.wal.LogObject;
import dev.aerie.engine.wal.LogRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Manifests that are about to take effect: handed over by the process that wrote them, or read from
 * the store, with all that is read of the store when they do. Thread-safe.
 */
final class NextManifests {
  private final ManifestStore store;
  private final SegmentStore segments;
  private final Map<Long, Ready> ready = new ConcurrentHashMap<>();

  /**
   * A manifest at hand.
   *
   * @param opened segments of it that are open already, by id, with the rows that their delete
   *     files have
   */
  record Ready(Manifest manifest, Map<Long, OpenSegment> opened) {}

  NextManifests(ManifestStore store, SegmentStore segments) {
    this.store = store;
    this.segments = segments;
  }

  void prepare(Manifest manifest, Map<Long, Segment> opened) {
    Map<Long, OpenSegment> withDeletes = new HashMap<>();
    for (SegmentEntry entry : manifest.segments()) {
      Segment segment = opened.get(entry.id());
      if (segment != null) {
        withDeletes.put(entry.id(), new OpenSegment(segment, segments.readDeletes(entry)));
      }
    }
    ready.put(manifest.collectionId(), new Ready(manifest, withDeletes));
  }

  /**
   * Reads what an object of the log has take effect, unless it is at hand.
   *
   * @param there ids of the collections that are there before it
   */
  void requireOf(LogObject object, Set<Long> there) {
    Set<Long> dropped = new HashSet<>();
    for (LogEntry entry : object.entries()) {
      switch (entry.record()) {
        case LogRecord.DropCollection r -> dropped.add(r.collectionId());
        case LogRecord.Install r
            when there.contains(r.collectionId()) && !dropped.contains(r.collectionId()) ->
            require(r.collectionId(), r.manifest());
        case LogRecord.PutRestored r ->
            r.collections().stream()
                .filter(c -> !there.contains(c.collection().id()))
                .forEach(c -> require(c.collection().id(), c.manifest()));
        default -> {
          // needs nothing of the store
        }
      }
    }
  }

  private void require(long collectionId, long number) {
    Ready present = ready.get(collectionId);
    if (present == null || present.manifest.number() != number) {
      prepare(store.read(collectionId, number), Map.of());
    }
  }

  /** Lets go of a manifest that never takes effect. */
  void forget(long collectionId) {
    ready.remove(collectionId);
  }

  /** A manifest, which is not at hand any more then. */
  Ready take(long collectionId, long number) {
    require(collectionId, number);
    return ready.remove(collectionId);
  }
}
