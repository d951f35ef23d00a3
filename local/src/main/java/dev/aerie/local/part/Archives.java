package dev.aerie.local.part;

import dev.aerie.local.process.Command;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks archives: into a folder beside the wanted one first, so that a half unpacked one is never
 * used. Of two that unpack the same at once, the first one's folder stays.
 */
final class Archives {
  private static final int OWNER_EXECUTES = 0100;

  private Archives() {}

  /** Unpacks a tar.xz. */
  static void unpackTarXz(InputStream archive, Path folder) throws IOException {
    Path temporary = temporary(folder);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = target(temporary, entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(target.getParent());
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          write(tar, target, (entry.getMode() & OWNER_EXECUTES) != 0);
        }
      }
    }
    take(temporary, folder);
  }

  /** Unpacks a zip without the one folder that all its entries lie in. */
  static void unpackZip(Path archive, Path folder) throws IOException {
    Path temporary = temporary(folder);
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      for (ZipArchiveEntry entry : java.util.Collections.list(zip.getEntries())) {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        if (!entry.isDirectory() && !name.isEmpty()) {
          try (InputStream content = zip.getInputStream(entry)) {
            write(content, target(temporary, name), (entry.getUnixMode() & OWNER_EXECUTES) != 0);
          }
        }
      }
    }
    take(temporary, folder);
  }

  private static void take(Path temporary, Path folder) throws IOException {
    try {
      Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException taken) {
      if (!Files.isDirectory(folder)) {
        throw taken;
      }
      Command.of("rm", "-rf", temporary.toString()).runHere();
    }
  }

  private static Path temporary(Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    return Files.createTempDirectory(folder.getParent(), "unpacking");
  }

  private static Path target(Path folder, String name) {
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder)) {
      throw new IllegalArgumentException("an entry leads out of the archive: " + name);
    }
    return target;
  }

  private static void write(InputStream content, Path target, boolean executable)
      throws IOException {
    Files.createDirectories(target.getParent());
    Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
    if (executable) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
