package dev.aerie.server.storage;

import dev.aerie.engine.objectstore.ForwardingObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the bytes that go to an object store and come from it. Thread-safe. */
final class MeteredObjectStore extends ForwardingObjectStore {
  private final Counter fetched;
  private final Counter written;

  MeteredObjectStore(ObjectStore store, MeterRegistry meters) {
    super(store);
    this.fetched =
        Counter.builder("aerie.storage.fetched")
            .description("Bytes read from the object store")
            .baseUnit("bytes")
            .register(meters);
    this.written =
        Counter.builder("aerie.storage.written")
            .description("Bytes written to the object store")
            .baseUnit("bytes")
            .register(meters);
  }

  @Override
  public void put(String key, byte[] content) {
    store.put(key, content);
    written.increment(content.length);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    boolean done = store.putIfAbsent(key, content);
    written.increment(content.length);
    return done;
  }

  @Override
  public byte[] get(String key) {
    return counted(store.get(key));
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    return counted(store.getRange(key, offset, length));
  }

  private byte[] counted(byte[] content) {
    fetched.increment(content.length);
    return content;
  }
}
