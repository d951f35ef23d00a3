package dev.aerie.controlplane.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The form that scanners know leaked keys by, as docs/security/api-keys.md tells it. */
class ApiKeySecretTest {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String ID = "key_01k0exampe0keyf0r0scanners";
  private static final int CHECK = 6;

  private final String secret = ApiKeySecret.next(ID);

  @Test
  void aSecretTellsItsIdAndEndsInItsChecksum() {
    String before = secret.substring(0, secret.length() - CHECK);

    assertThat(secret).matches("aerie_01k0exampe0keyf0r0scanners_[0-9A-Za-z]{49}");
    assertThat(secret).endsWith(inBase62(crc32(before)));
    assertThat(ApiKeySecret.idIn(secret)).contains(ID);
    assertThat(ApiKeySecret.next(ID)).isNotEqualTo(secret);
  }

  @Test
  void anyOtherCharacterMakesItNoSecret() {
    for (int i = "aerie_".length(); i < secret.length(); i++) {
      char other = secret.charAt(i) == 'z' ? 'y' : 'z';
      String mistyped = secret.substring(0, i) + other + secret.substring(i + 1);

      assertThat(ApiKeySecret.idIn(mistyped)).as("character %d", i).isEmpty();
    }
  }

  @Test
  void anyOtherLengthMakesItNoSecret() {
    for (int length = 0; length < secret.length(); length++) {
      assertThat(ApiKeySecret.idIn(secret.substring(0, length))).isEmpty();
    }
    assertThat(ApiKeySecret.idIn(secret + "0")).isEmpty();
    assertThat(ApiKeySecret.idIn("0" + secret)).isEmpty();
  }

  /** Bit by bit, as the polynomial is defined. */
  private static long crc32(String text) {
    int rest = -1;
    for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
      rest ^= one;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        rest = (rest & 1) == 1 ? rest >>> 1 ^ 0xEDB88320 : rest >>> 1;
      }
    }
    return Integer.toUnsignedLong(~rest);
  }

  private static String inBase62(long number) {
    return number == 0
        ? "000000"
        : ("00000" + digits(number)).substring(digits(number).length() - 1);
  }

  private static String digits(long number) {
    return number == 0
        ? ""
        : digits(number / DIGITS.length()) + DIGITS.charAt((int) (number % DIGITS.length()));
  }
}
