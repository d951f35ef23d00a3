package dev.aerie.engine.encryption;

import static dev.aerie.engine.TestEngine.utf8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/** Keysets for tests: a key is its own name. */
public final class TestKeyset {
  private TestKeyset() {}

  public static void write(Path file, String primary, String... names) throws IOException {
    StringBuilder keys = new StringBuilder();
    for (String name : names) {
      String key = Base64.getEncoder().encodeToString(Arrays.copyOf(utf8(name), 32));
      keys.append(keys.isEmpty() ? "" : ",").append("\"%s\": \"%s\"".formatted(name, key));
    }
    Files.writeString(file, "{\"primary\": \"%s\", \"keys\": {%s}}".formatted(primary, keys));
  }
}
