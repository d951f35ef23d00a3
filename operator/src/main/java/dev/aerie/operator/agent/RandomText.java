package dev.aerie.operator.agent;

import java.security.SecureRandom;
import java.util.Base64;

/** Texts that nobody can guess. Safe for concurrent use. */
final class RandomText {

  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  /** So many random bytes, in characters that need no escaping anywhere. */
  static String ofBytes(int count) {
    var bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
