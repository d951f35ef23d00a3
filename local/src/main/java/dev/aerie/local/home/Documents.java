package dev.aerie.local.home;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Small JSON files that only their owner may read; replaced whole. */
public final class Documents {
  public static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Documents() {}

  /** A file's content, where the file exists. */
  public static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), type))
          : Optional.empty();
    } catch (IOException e) {
      throw new LauncherException(
          file + " can't be read (" + e.getMessage() + "); run ./aerie reset", e);
    }
  }

  /** A file of names and texts; empty where the file does not exist. */
  public static Map<String, String> readTexts(Path file) {
    Map<String, String> texts = new TreeMap<>();
    read(file, Map.class)
        .ifPresent(
            map -> ((Map<?, ?>) map).forEach((k, v) -> texts.put(k.toString(), v.toString())));
    return texts;
  }

  public static void write(Path file, Object content) {
    try {
      Path temporary = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(temporary);
      Files.createFile(
          temporary,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      JSON.writeValue(temporary.toFile(), content);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LauncherException(file + " can't be written: " + e, e);
    }
  }
}
