package dev.aerie.engine.objectstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the calls of another store, each as the method and what it was called with. */
public final class RecordedObjectStore extends ForwardingObjectStore {
  private final List<String> calls = new CopyOnWriteArrayList<>();

  public RecordedObjectStore(ObjectStore store) {
    super(store);
  }

  /** The calls so far, or since they were last forgotten. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public void forget() {
    calls.clear();
  }

  @Override
  public void put(String key, byte[] content) {
    calls.add("put " + key);
    super.put(key, content);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    calls.add("putIfAbsent " + key);
    return super.putIfAbsent(key, content);
  }

  @Override
  public byte[] get(String key) {
    calls.add("get " + key);
    return super.get(key);
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    calls.add("getRange " + key);
    return super.getRange(key, offset, length);
  }

  @Override
  public List<String> list(String prefix, String startAfter) {
    calls.add("list " + prefix);
    return super.list(prefix, startAfter);
  }

  @Override
  public void delete(String key) {
    calls.add("delete " + key);
    super.delete(key);
  }
}
