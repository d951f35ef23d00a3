package dev.aerie.local.home;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * Passwords and tokens of a platform, made at random when first asked for and kept in {@code
 * secrets.json}.
 */
public final class Secrets {
  private static final int BYTES = 16;

  private final Path file;
  private final Map<String, String> values;

  public Secrets(Home home) {
    this.file = home.folder().resolve("secrets.json");
    this.values = Documents.readTexts(file);
  }

  /** Keeps one that somebody else has made. */
  public synchronized void keep(String name, String value) {
    values.put(name, value);
    Documents.write(file, values);
  }

  public synchronized boolean has(String name) {
    return values.containsKey(name);
  }

  /** Forgets one, so that another is made when it is asked for again. */
  public synchronized void forget(String name) {
    values.remove(name);
    Documents.write(file, values);
  }

  public synchronized String get(String name) {
    String value = values.get(name);
    if (value == null) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      value = HexFormat.of().formatHex(random);
      values.put(name, value);
      Documents.write(file, values);
    }
    return value;
  }
}
