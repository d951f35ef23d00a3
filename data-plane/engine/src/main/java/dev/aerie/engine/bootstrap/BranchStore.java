package dev.aerie.engine.bootstrap;

import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ForwardingObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.util.function.Function;

/**
 * A store whose first segments lie in its parent's. What is written and removed is its own only.
 * Thread-safe.
 */
final class BranchStore extends ForwardingObjectStore {
  private static final String SEGMENT = "/seg/";

  private final ObjectStore parent;

  BranchStore(ObjectStore own, ObjectStore parent) {
    super(own);
    this.parent = parent;
  }

  @Override
  public byte[] get(String key) {
    return fromEither(key, s -> s.get(key));
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    return fromEither(key, s -> s.getRange(key, offset, length));
  }

  @Override
  public void close() {
    super.close();
    parent.close();
  }

  /** A segment of the same name in the parent is older than the branch, or not this one's. */
  private byte[] fromEither(String key, Function<ObjectStore, byte[]> read) {
    try {
      return read.apply(store);
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING && key.contains(SEGMENT)) {
        return read.apply(parent);
      }
      throw e;
    }
  }
}
