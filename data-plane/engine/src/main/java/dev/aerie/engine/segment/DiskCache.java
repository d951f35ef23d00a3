package dev.aerie.engine.segment;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Copies of immutable objects on the local disk, mapped into memory. May be lost at any time; the
 * least recently opened ones go when it is full. A mapping stays valid after its file is gone.
 * Thread-safe.
 */
public final class DiskCache {
  private static final int CHECK_BYTES = 1 << 20;

  private final ObjectStore store;
  private final Path folder;
  private final long capacity;
  private final Map<String, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);
  private long used;

  public DiskCache(ObjectStore store, Path folder, long capacity) {
    this.store = store;
    this.folder = folder;
    this.capacity = capacity;
    try {
      Files.createDirectories(folder);
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          remember(file.getFileName().toString(), Files.size(file));
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * The object's bytes, read-only, little-endian, checked against what the manifest says.
   *
   * @throws ObjectStoreException OBJECT_DAMAGED or OBJECT_MISSING, naming the object
   */
  public MemorySegment open(StoredObject object) {
    String name = object.key().replace('/', '~');
    Path file = folder.resolve(name);
    try {
      if (Files.exists(file)) {
        MemorySegment cached = map(file);
        if (cached.byteSize() == object.bytes() && checksum(cached) == object.crc32c()) {
          remember(name, object.bytes());
          return cached;
        }
      }
      return fetch(object, name, file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private MemorySegment fetch(StoredObject object, String name, Path file) throws IOException {
    byte[] content = store.get(object.key());
    MemorySegment heap = MemorySegment.ofArray(content);
    if (content.length != object.bytes() || checksum(heap) != object.crc32c()) {
      throw ObjectStoreException.damaged(
          object.key(), "does not match the checksum in its manifest; restore it from a backup");
    }
    evictFor(content.length);
    Path temporary = Files.createTempFile(folder, "fetch", ".tmp");
    Files.write(temporary, content);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    remember(name, content.length);
    return map(file);
  }

  private static MemorySegment map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    }
  }

  private synchronized void remember(String name, long bytes) {
    Long before = sizes.put(name, bytes);
    used += bytes - (before == null ? 0 : before);
  }

  private void evictFor(long bytes) throws IOException {
    for (String name : victims(bytes)) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  private synchronized List<String> victims(long bytes) {
    List<String> victims = new ArrayList<>();
    var oldest = sizes.entrySet().iterator();
    while (used + bytes > capacity && oldest.hasNext()) {
      var entry = oldest.next();
      victims.add(entry.getKey());
      used -= entry.getValue();
      oldest.remove();
    }
    return victims;
  }

  static int checksum(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    for (long at = 0; at < bytes.byteSize(); at += CHECK_BYTES) {
      long length = Math.min(CHECK_BYTES, bytes.byteSize() - at);
      ByteBuffer part = bytes.asSlice(at, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      crc.update(part);
    }
    return (int) crc.getValue();
  }

  private EngineException failed(IOException e) {
    boolean full = e.getMessage() != null && e.getMessage().contains("No space left");
    return new EngineException(
        full ? ErrorCode.DISK_FULL : ErrorCode.INTERNAL,
        "cache folder '" + folder + "' cannot be used: " + e.getMessage(),
        e);
  }
}
