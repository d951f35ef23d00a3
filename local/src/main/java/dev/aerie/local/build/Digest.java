package dev.aerie.local.build;

import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A fingerprint of source files: their names and contents, without what builds leave behind. */
public final class Digest {
  private static final Set<String> LEFT_OUT =
      Set.of("target", "node_modules", "dist", "test", ".git", "__pycache__", "e2e");
  private static final int LENGTH = 16;

  private Digest() {}

  /** The fingerprint of these files and of all files in these folders. */
  public static String of(Path root, List<String> paths) {
    TreeMap<String, byte[]> contents = new TreeMap<>();
    try {
      for (String path : paths) {
        collect(root, root.resolve(path), contents);
      }
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      contents.forEach(
          (name, content) -> {
            digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            digest.update(content);
          });
      return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new LauncherException("the sources can't be read: " + e, e);
    }
  }

  private static void collect(Path root, Path from, TreeMap<String, byte[]> contents)
      throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return LEFT_OUT.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            contents.put(root.relativize(file).toString(), Files.readAllBytes(file));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
