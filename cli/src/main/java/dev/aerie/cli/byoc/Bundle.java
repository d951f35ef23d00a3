package dev.aerie.cli.byoc;

import dev.aerie.cli.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a customer applies to a Kubernetes of their own, in a folder: the operator's rights and
 * definitions as they are tested, the agent, a report of what it may do and what leaves, and a
 * signed list of all.
 */
public final class Bundle {
  static final String LIST = "SHA256SUMS";
  static final String SIGNATURE = "SHA256SUMS.sig";

  private static final List<String> FILES =
      List.of(
          "rbac.yaml",
          "vectorclusters.aerie.dev.yaml",
          "vectorclusterclasses.aerie.dev.yaml",
          "vectorbackups.aerie.dev.yaml",
          "vectorbackupschedules.aerie.dev.yaml",
          "vectorrestores.aerie.dev.yaml",
          "agent.yaml",
          "REPORT.md");

  /** Values that may be empty: what they name is not everywhere. */
  private static final Set<String> OPTIONAL = Set.of("storageCredentialsSecret");

  private final Path folder;

  /** In this folder. */
  public Bundle(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the bundle into a folder that is new or empty.
   *
   * @param values of the placeholders in the agent's Deployment
   * @throws CliException when there is something in the folder, or a value would break the YAML
   */
  public void write(Map<String, String> values, PrivateKey key) {
    try {
      Files.createDirectories(folder);
      if (!names().isEmpty()) {
        throw new CliException(folder + " is not empty: name a new folder.");
      }
      for (String name : FILES) {
        Files.writeString(folder.resolve(name), filled(resource(name), values));
      }
      Files.writeString(folder.resolve(LIST), list());
      Files.writeString(folder.resolve(SIGNATURE), Signing.sign(list(), key) + "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Proves that the folder holds what was signed, all of it and nothing else.
   *
   * @throws CliException that says what is wrong
   */
  public void verify(PublicKey key) {
    try {
      String signed = Files.readString(folder.resolve(LIST));
      if (!Signing.holds(signed, Files.readString(folder.resolve(SIGNATURE)).strip(), key)) {
        throw new CliException(
            "The signature does not hold: the bundle is not from who has this key. Do not apply it.");
      }
      if (!signed.equals(list())) {
        throw new CliException(
            "Files were changed, added or removed since the bundle was signed. Do not apply it."
                + " Signed was:\n"
                + signed);
      }
    } catch (IOException missing) {
      throw new CliException("%s is not a whole bundle: %s".formatted(folder, missing));
    }
  }

  private String list() throws IOException {
    var sums = new TreeMap<String, String>();
    for (String name : names()) {
      if (!name.equals(LIST) && !name.equals(SIGNATURE)) {
        sums.put(name, sha256(Files.readAllBytes(folder.resolve(name))));
      }
    }
    return sums.entrySet().stream()
        .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
        .collect(Collectors.joining());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }

  private static String filled(String text, Map<String, String> values) {
    String filled = text;
    for (var value : values.entrySet()) {
      boolean left = value.getValue().isEmpty() && OPTIONAL.contains(value.getKey());
      if (!left && !value.getValue().matches("[-A-Za-z0-9._~:/?&=@%+]+")) {
        throw new CliException(
            "%s has characters that it cannot have: %s"
                .formatted(value.getKey(), value.getValue()));
      }
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = Bundle.class.getResourceAsStream("/byoc/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
