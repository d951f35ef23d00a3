package dev.aerie.engine.manifest;

import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.format.Json;
import dev.aerie.engine.objectstore.ObjectStore;
import java.util.function.Predicate;

/** Manifests in the object store. Thread-safe. */
public final class ManifestStore {
  private final ObjectStore store;

  public ManifestStore(ObjectStore store) {
    this.store = store;
  }

  /** Writes a manifest under the next free number, and answers it with that number. */
  public Manifest write(Manifest manifest) {
    Manifest numbered = manifest.withNumber(manifest.number() + 1);
    while (!store.putIfAbsent(
        key(numbered.collectionId(), numbered.number()),
        Envelope.seal(Envelope.Kind.MANIFEST, Json.write(numbered)))) {
      numbered = numbered.withNumber(numbered.number() + 1);
    }
    return numbered;
  }

  public Manifest read(long collectionId, long number) {
    if (number == 0) {
      return Manifest.empty(collectionId);
    }
    String key = key(collectionId, number);
    byte[] json = Envelope.openBytes(Envelope.Kind.MANIFEST, key, store.get(key));
    return Json.read(key, json, Manifest.class);
  }

  /** Removes the manifests before a number that nobody needs. */
  public void trim(long collectionId, long before, Predicate<String> needed) {
    store.list("col/%d/manifest/".formatted(collectionId), "").stream()
        .takeWhile(key -> key.compareTo(key(collectionId, before)) < 0)
        .filter(needed.negate())
        .forEach(store::delete);
  }

  /** Where a manifest lies. */
  public static String key(long collectionId, long number) {
    return "col/%d/manifest/%010d".formatted(collectionId, number);
  }
}
