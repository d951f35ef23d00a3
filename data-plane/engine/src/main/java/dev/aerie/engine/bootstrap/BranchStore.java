package dev.aerie.engine.bootstrap;

import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.util.List;
import java.util.function.Function;

/**
 * A store whose first segments lie in its parent's. What is written and removed is its own only.
 * Thread-safe.
 */
final class BranchStore implements ObjectStore {
  private static final String SEGMENT = "/seg/";

  private final ObjectStore own;
  private final ObjectStore parent;

  BranchStore(ObjectStore own, ObjectStore parent) {
    this.own = own;
    this.parent = parent;
  }

  @Override
  public void put(String key, byte[] content) {
    own.put(key, content);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    return own.putIfAbsent(key, content);
  }

  @Override
  public byte[] get(String key) {
    return fromEither(key, store -> store.get(key));
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    return fromEither(key, store -> store.getRange(key, offset, length));
  }

  @Override
  public List<String> list(String prefix, String startAfter) {
    return own.list(prefix, startAfter);
  }

  @Override
  public void delete(String key) {
    own.delete(key);
  }

  @Override
  public void close() {
    own.close();
    parent.close();
  }

  /** A segment of the same name in the parent is older than the branch, or not this one's. */
  private byte[] fromEither(String key, Function<ObjectStore, byte[]> read) {
    try {
      return read.apply(own);
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING && key.contains(SEGMENT)) {
        return read.apply(parent);
      }
      throw e;
    }
  }
}
