package dev.aerie.engine.segment;

import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Copies objects to files in few large parts that are read side by side: one read keeps neither the
 * network nor the object store busy, and the parts of all reads together bound the memory.
 * Thread-safe.
 */
final class PartedRead {
  private static final int PART_BYTES = 8 << 20;
  private static final int PARTS_AT_ONCE = 8;

  private final ObjectStore store;
  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          PARTS_AT_ONCE, Thread.ofVirtual().name("aerie-fetch-", 0).factory());

  PartedRead(ObjectStore store) {
    this.store = store;
  }

  /**
   * Copies an object; one that is shorter than its manifest says is damaged.
   *
   * @throws UncheckedIOException when the file can't be written
   */
  void copy(StoredObject object, Path file) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      List<Future<?>> parts = new ArrayList<>();
      for (long at = 0; at == 0 || at < object.bytes(); at += PART_BYTES) {
        long from = at;
        parts.add(readers.submit(() -> copyPart(object, out, from)));
      }
      parts.forEach(Concurrently::await);
    }
  }

  private void copyPart(StoredObject object, FileChannel out, long from) {
    int length = (int) Math.min(PART_BYTES, object.bytes() - from);
    byte[] part =
        length == object.bytes()
            ? store.get(object.key())
            : store.getRange(object.key(), from, length);
    try {
      write(object, part, out, from, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(
      StoredObject object, byte[] content, FileChannel out, long from, long expected)
      throws IOException {
    if (content.length != expected) {
      throw ObjectStoreException.damaged(object.key(), "is not as long as its manifest says");
    }
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      out.write(bytes, from + bytes.position());
    }
  }
}
