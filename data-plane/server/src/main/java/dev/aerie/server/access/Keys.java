package dev.aerie.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The keys that open this cluster, as they stood when the file was read. Immutable. */
public record Keys(Map<String, KeyEntry> bySha256) {
  /** The keys of a file. */
  public static Keys of(List<KeyEntry> entries) {
    return new Keys(
        entries.stream()
            .collect(
                Collectors.toUnmodifiableMap(KeyEntry::sha256, Function.identity(), (a, b) -> a)));
  }

  /**
   * The owner of a key. The look-up is by hash of 256 random bits, so its timing tells nothing of
   * the text.
   */
  Optional<Principal> open(String text, Instant now) {
    return Optional.ofNullable(bySha256.get(sha256(text)))
        .filter(entry -> entry.validAt(now))
        .map(entry -> new Principal(entry.id(), entry.role()));
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
