package dev.aerie.engine.objectstore;

/** The store of a process that has no memory left when it writes the log. */
public final class ExhaustedObjectStore extends ForwardingObjectStore {
  private volatile boolean exhausted;

  public ExhaustedObjectStore(ObjectStore store) {
    super(store);
  }

  /**
   * @param exhausted whether there is no memory from now on
   */
  public void exhaust(boolean exhausted) {
    this.exhausted = exhausted;
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    if (exhausted && key.startsWith("wal/")) {
      throw new OutOfMemoryError("no memory");
    }
    return store.putIfAbsent(key, content);
  }
}
