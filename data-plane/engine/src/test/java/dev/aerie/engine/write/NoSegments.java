package dev.aerie.engine.write;

import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.util.List;

/**
 * A store whose writes of segments fail, as they do when it is overloaded; everything else works.
 */
record NoSegments(ObjectStore store) implements ObjectStore {
  @Override
  public void put(String key, byte[] content) {
    if (key.contains("/seg/")) {
      throw new ObjectStoreException(ErrorCode.STORAGE_UNAVAILABLE, key, "slow down");
    }
    store.put(key, content);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    return store.putIfAbsent(key, content);
  }

  @Override
  public byte[] get(String key) {
    return store.get(key);
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    return store.getRange(key, offset, length);
  }

  @Override
  public List<String> list(String prefix, String startAfter) {
    return store.list(prefix, startAfter);
  }

  @Override
  public void delete(String key) {
    store.delete(key);
  }

  @Override
  public void close() {
    store.close();
  }
}
