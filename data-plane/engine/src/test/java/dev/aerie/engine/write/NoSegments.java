package dev.aerie.engine.write;

import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ForwardingObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;

/**
 * A store whose writes of segments fail, as they do when it is overloaded; everything else works.
 */
final class NoSegments extends ForwardingObjectStore {
  NoSegments(ObjectStore store) {
    super(store);
  }

  @Override
  public void put(String key, byte[] content) {
    if (key.contains("/seg/")) {
      throw new ObjectStoreException(ErrorCode.STORAGE_UNAVAILABLE, key, "slow down");
    }
    super.put(key, content);
  }
}
