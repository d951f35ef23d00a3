package dev.aerie.controlplane.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code aerie_}, the 26 characters of its id, {@code _}, 43 base62
 * characters (256 random bits) and 6 base62 characters that are the CRC-32 of all before. Only its
 * SHA-256 is stored: with 256 random bits nothing slower is needed.
 */
public final class ApiKeySecret {
  private static final String PREFIX = "aerie_";
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID = 26;
  private static final int RANDOM = 43;
  private static final int CHECK = 6;
  private static final int LENGTH = PREFIX.length() + ID + 1 + RANDOM + CHECK;
  private static final SecureRandom SOURCE = new SecureRandom();

  private ApiKeySecret() {}

  /** Whether a credential means to be an API key. */
  public static boolean isMeant(String credential) {
    return credential.startsWith(PREFIX);
  }

  /** A new text for the key with this id. */
  public static String next(String keyId) {
    var text = new StringBuilder(PREFIX).append(keyId.substring("key_".length())).append('_');
    for (int i = 0; i < RANDOM; i++) {
      text.append(DIGITS.charAt(SOURCE.nextInt(DIGITS.length())));
    }
    return text.append(check(text)).toString();
  }

  /**
   * The id inside a text, if the text is whole: a mistyped one is told apart without asking the
   * database.
   */
  public static Optional<String> idIn(String text) {
    if (text.length() != LENGTH || !text.endsWith(check(text.substring(0, LENGTH - CHECK)))) {
      return Optional.empty();
    }
    return Optional.of("key_" + text.substring(PREFIX.length(), PREFIX.length() + ID));
  }

  /** SHA-256 of a text, hexadecimal. */
  public static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** Whether a text has this hash; takes the same time wherever they differ. */
  public static boolean matches(String text, String sha256) {
    return MessageDigest.isEqual(
        sha256(text).getBytes(StandardCharsets.US_ASCII),
        sha256.getBytes(StandardCharsets.US_ASCII));
  }

  private static String check(CharSequence text) {
    var crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
    long rest = crc.getValue();
    var digits = new char[CHECK];
    for (int i = CHECK - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(digits);
  }
}
