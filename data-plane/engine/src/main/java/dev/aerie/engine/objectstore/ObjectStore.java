package dev.aerie.engine.objectstore;

import java.util.List;

/**
 * Named immutable-by-convention objects: the only durable state of a cluster. Keys are relative
 * paths of {@code [A-Za-z0-9._-]} parts separated by {@code /}. A call that returned is durable.
 * Thread-safe; calls block.
 *
 * <p>Failures are {@link ObjectStoreException}s that name the object.
 */
public interface ObjectStore extends AutoCloseable {
  /**
   * Writes an object, replacing what was there; readers see the old or the new content, never a
   * part.
   */
  void put(String key, byte[] content);

  /**
   * Writes an object unless one of that key exists.
   *
   * @return true if this call wrote it; false if the key was taken. After a lost connection the
   *     implementation reads the object back and answers true exactly if the content is this
   *     call's: contents of racing writers have to differ, so each carries its writer's id.
   */
  boolean putIfAbsent(String key, byte[] content);

  /** The whole object. */
  byte[] get(String key);

  /** {@code length} bytes from {@code offset}; fewer only if the object ends before. */
  byte[] getRange(String key, long offset, int length);

  /**
   * Keys that start with {@code prefix}, in order, those after {@code startAfter} only ({@code ""}
   * for all).
   */
  List<String> list(String prefix, String startAfter);

  /** Removes an object; one that is not there is no error. */
  void delete(String key);

  @Override
  void close();
}
