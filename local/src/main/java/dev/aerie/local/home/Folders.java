package dev.aerie.local.home;

import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders with all that is in them. */
public final class Folders {
  private Folders() {}

  /**
   * Removes a file, or a folder with all that is in it; one that is not there is no error.
   *
   * @throws LauncherException that names it when it can't be removed
   */
  public static void remove(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path found : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(found);
      }
    } catch (IOException e) {
      throw new LauncherException(path + " can't be removed: " + e, e);
    }
  }
}
