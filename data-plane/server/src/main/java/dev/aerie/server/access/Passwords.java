package dev.aerie.server.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Hashes of passwords: PBKDF2 with HMAC-SHA-256, as {@code iterations$salt$hash}. */
final class Passwords {
  private static final int ITERATIONS = 100_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HexFormat HEX = HexFormat.of();

  /** A hash that no password matches; to try one takes as long as with any other. */
  static final String NOBODYS =
      "%d$%s$%s".formatted(ITERATIONS, "00".repeat(SALT_BYTES), "00".repeat(HASH_BITS / Byte.SIZE));

  private Passwords() {}

  static String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return "%d$%s$%s"
        .formatted(
            ITERATIONS, HEX.formatHex(salt), HEX.formatHex(derive(password, salt, ITERATIONS)));
  }

  /** Whether a password is the one that was hashed; takes as long as hashing it. */
  static boolean matches(String password, String hash) {
    List<String> parts = List.of(hash.split("\\$", -1));
    byte[] derived =
        derive(password, HEX.parseHex(parts.get(1)), Integer.parseInt(parts.getFirst()));
    return MessageDigest.isEqual(derived, HEX.parseHex(parts.get(2)));
  }

  /** A fast digest, to remember passwords that were right without keeping them. */
  static String digest(String text) {
    try {
      return HEX.formatHex(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA-256", e);
    }
  }
}
