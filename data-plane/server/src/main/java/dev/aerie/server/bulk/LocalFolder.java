package dev.aerie.server.bulk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder of copies that last as long as a run. */
record LocalFolder(Path path) implements AutoCloseable {
  /** Makes an empty folder, without what a process that was killed may have left there. */
  static LocalFolder empty(Path path) {
    new LocalFolder(path).close();
    try {
      Files.createDirectories(path);
      return new LocalFolder(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (Files.exists(path)) {
      try (Stream<Path> files = Files.walk(path)) {
        files.sorted(Comparator.reverseOrder()).forEach(LocalFolder::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
