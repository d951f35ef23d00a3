package dev.aerie.engine.objectstore;

import dev.aerie.engine.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects as files of a folder. A file appears whole or not at all: it is written under a temporary
 * name, synced, then linked (put-if-absent) or renamed (put) to its own, and the folder is synced.
 */
public final class LocalObjectStore implements ObjectStore {
  private static final String TEMPORARY = ".tmp";

  private final Path root;
  private final Path temporary;
  private final Set<Path> knownFolders = ConcurrentHashMap.newKeySet();

  public LocalObjectStore(Path root) {
    this.root = root;
    this.temporary = root.resolve(TEMPORARY);
    createFolder(temporary, TEMPORARY);
  }

  @Override
  public void put(String key, byte[] content) {
    Path target = path(key);
    Path written = write(key, target, content);
    try {
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      sync(target.getParent());
    } catch (IOException e) {
      throw failed(key, "cannot be written", e);
    }
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    Path target = path(key);
    if (Files.exists(target)) {
      return false;
    }
    Path written = write(key, target, content);
    try {
      Files.createLink(target, written);
      sync(target.getParent());
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (IOException e) {
      throw failed(key, "cannot be written", e);
    } finally {
      deleteQuietly(written);
    }
  }

  @Override
  public byte[] get(String key) {
    try {
      return Files.readAllBytes(path(key));
    } catch (NoSuchFileException _) {
      throw ObjectStoreException.missing(key);
    } catch (IOException e) {
      throw failed(key, "cannot be read", e);
    }
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    try (FileChannel channel = FileChannel.open(path(key))) {
      int available = (int) Math.clamp(channel.size() - offset, 0, length);
      ByteBuffer buffer = ByteBuffer.allocate(available);
      long at = offset;
      while (buffer.hasRemaining()) {
        int read = channel.read(buffer, at);
        if (read < 0) {
          break;
        }
        at += read;
      }
      return buffer.array();
    } catch (NoSuchFileException _) {
      throw ObjectStoreException.missing(key);
    } catch (IOException e) {
      throw failed(key, "cannot be read", e);
    }
  }

  @Override
  public List<String> list(String prefix, String startAfter) {
    int slash = prefix.lastIndexOf('/');
    Path folder = slash < 0 ? root : root.resolve(prefix.substring(0, slash));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes) {
              return found.equals(temporary)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                keys.add(root.relativize(found).toString());
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path found, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // removed by somebody meanwhile
              }
              throw e;
            }
          });
    } catch (IOException e) {
      throw failed(prefix, "cannot be listed", e);
    }
    return keys.stream()
        .filter(key -> key.startsWith(prefix) && key.compareTo(startAfter) > 0)
        .sorted()
        .toList();
  }

  @Override
  public void delete(String key) {
    try {
      Files.deleteIfExists(path(key));
    } catch (IOException e) {
      throw failed(key, "cannot be deleted", e);
    }
  }

  @Override
  public void close() {}

  private Path path(String key) {
    return root.resolve(key);
  }

  private Path write(String key, Path target, byte[] content) {
    createFolder(target.getParent(), key);
    Path file = temporary.resolve(UUID.randomUUID().toString());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
      return file;
    } catch (IOException e) {
      deleteQuietly(file);
      throw failed(key, "cannot be written", e);
    }
  }

  private void createFolder(Path folder, String key) {
    if (knownFolders.contains(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      for (Path f = folder; f.startsWith(root) && knownFolders.add(f); f = f.getParent()) {
        sync(f);
      }
    } catch (IOException e) {
      throw failed(key, "folder '" + folder + "' cannot be made", e);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // a leftover temporary file is harmless: it is never read
    }
  }

  private static ObjectStoreException failed(String key, String what, Exception e) {
    boolean full = e.getMessage() != null && e.getMessage().contains("No space left");
    return full
        ? new ObjectStoreException(
            ErrorCode.DISK_FULL, key, "no space left on the device; free some and retry", e)
        : new ObjectStoreException(
            ErrorCode.STORAGE_UNAVAILABLE, key, what + ": " + e.getMessage(), e);
  }
}
