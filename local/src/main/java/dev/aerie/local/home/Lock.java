package dev.aerie.local.home;

import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Work that only one launcher of a user may do at a time, such as filling the shared cache. */
public final class Lock {
  private Lock() {}

  /**
   * Does the work while holding the file's lock; waits for other processes that hold it. Not for
   * use by several threads of one process at once.
   *
   * @throws LauncherException when the file can't be made
   */
  public static <T> T holding(Path file, Supplier<T> work) {
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        return work.get();
      }
    } catch (IOException e) {
      throw new LauncherException(file + " can't be locked: " + e, e);
    }
  }
}
