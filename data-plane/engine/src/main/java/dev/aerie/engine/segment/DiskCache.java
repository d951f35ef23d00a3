package dev.aerie.engine.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32C;

/**
 * Copies of immutable objects on the local disk, mapped into memory. May be lost at any time. When
 * it is full, what is opened often stays and what one pass over everything brings goes again
 * (W-TinyLFU). Those who want the same object at the same time fetch it once. A mapping stays valid
 * after its file is gone. Thread-safe.
 */
public final class DiskCache {
  private static final int CHECK_BYTES = 1 << 20;
  private static final int WEIGHT_BYTES = 1024;

  /** How often objects are opened is counted from the start, and for so many of them. */
  private static final int COUNTED = 16_384;

  private final PartedRead parts;
  private final Path folder;
  private final Cache<String, Long> sizes;
  private final Map<String, CompletableFuture<MemorySegment>> underWay = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  public DiskCache(ObjectStore store, Path folder, long capacity) {
    this.parts = new PartedRead(store);
    this.folder = folder;
    this.sizes =
        Caffeine.newBuilder()
            .initialCapacity(COUNTED)
            .maximumWeight(capacity / WEIGHT_BYTES)
            .weigher((String _, Long bytes) -> (int) (bytes / WEIGHT_BYTES) + 1)
            .executor(Runnable::run)
            .evictionListener((name, _, _) -> remove(name))
            .build();
    try {
      Files.createDirectories(folder);
      try (var files = Files.list(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          sizes.put(file.getFileName().toString(), Files.size(file));
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
    CompletableFuture<MemorySegment> opening = new CompletableFuture<>();
    CompletableFuture<MemorySegment> other = underWay.putIfAbsent(object.key(), opening);
    if (other != null) {
      return Concurrently.await(other);
    }
    try {
      opening.complete(openAlone(object));
    } catch (RuntimeException | Error e) {
      opening.completeExceptionally(e);
    } finally {
      underWay.remove(object.key());
    }
    return Concurrently.await(opening);
  }

  private MemorySegment openAlone(StoredObject object) {
    String name = name(object);
    Path file = folder.resolve(name);
    try {
      Optional<MemorySegment> cached = copy(file);
      if (cached.filter(c -> isOf(object, c)).isPresent()) {
        long _ = sizes.get(name, _ -> object.bytes());
        hits.increment();
        return cached.get();
      }
      return fetch(object, name, file);
    } catch (IOException e) {
      throw failed(e);
    } catch (UncheckedIOException e) {
      throw failed(e.getCause());
    }
  }

  /** A copy that can go at any time: to make room, or as its partition is cold. */
  private static Optional<MemorySegment> copy(Path file) throws IOException {
    try {
      return Files.exists(file) ? Optional.of(map(file)) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static boolean isOf(StoredObject object, MemorySegment content) {
    return content.byteSize() == object.bytes() && checksum(content) == object.crc32c();
  }

  /** Removes an object's copy, if there is one. */
  public void forget(StoredObject object) {
    sizes.invalidate(name(object));
    remove(name(object));
  }

  /** Opens that found a copy. */
  public long hits() {
    return hits.sum();
  }

  /** Opens that had to fetch the object. */
  public long misses() {
    return misses.sum();
  }

  private MemorySegment fetch(StoredObject object, String name, Path file) throws IOException {
    misses.increment();
    Path temporary = Files.createTempFile(folder, "fetch", ".tmp");
    try {
      parts.copy(object, temporary);
      Traffic.fetched(object.bytes());
      MemorySegment content = map(temporary);
      if (checksum(content) != object.crc32c()) {
        throw ObjectStoreException.damaged(
            object.key(), "does not match the checksum in its manifest; restore it from a backup");
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      sizes.put(name, object.bytes());
      return content;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String name(StoredObject object) {
    return object.key().replace('/', '~');
  }

  private void remove(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MemorySegment map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    }
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
