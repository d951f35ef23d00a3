package dev.aerie.engine.replica;

import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.segment.Segment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Manifests that are about to take effect: handed over by the process that wrote them, or read from
 * the store. Thread-safe.
 */
final class NextManifests {
  private final ManifestStore store;
  private final Map<Long, Ready> ready = new ConcurrentHashMap<>();

  /**
   * A manifest at hand.
   *
   * @param opened segments of it that are open already, by id
   */
  record Ready(Manifest manifest, Map<Long, Segment> opened) {}

  NextManifests(ManifestStore store) {
    this.store = store;
  }

  void prepare(Manifest manifest, Map<Long, Segment> opened) {
    ready.put(manifest.collectionId(), new Ready(manifest, opened));
  }

  /** Reads a manifest unless it is at hand. */
  void require(long collectionId, long number) {
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
