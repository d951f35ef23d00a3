package dev.aerie.controlplane.identifier;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * Makes ids: a kind's prefix and a UUIDv7 (RFC 9562, section 5.7) in lower-case Crockford base32,
 * 26 characters, so that ids sort by the time they were made. Safe for use by many threads.
 */
@ApplicationScoped
public class Identifiers {
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 26;

  /** Ten digits of five bits: two that are 0, and the 48 of the time. */
  private static final int DIGITS_OF_TIME = 10;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Identifiers(Clock clock) {
    this.clock = clock;
  }

  /** A new id of this kind. */
  public String next(Kind kind) {
    return kind.prefix()
        + encode(
            (clock.millis() << 16) | 0x7000 | random.nextInt(0x1000),
            random.nextLong() >>> 2 | Long.MIN_VALUE);
  }

  /** When an id was made, by the clock of who made it; to the millisecond. */
  public static Instant madeAt(String id) {
    int start = id.indexOf('_') + 1;
    long millis = 0;
    for (char digit : id.substring(start, start + DIGITS_OF_TIME).toCharArray()) {
      millis = millis << 5 | DIGITS.indexOf(digit);
    }
    return Instant.ofEpochMilli(millis);
  }

  private static String encode(long high, long low) {
    var text = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (low & 31));
      low = low >>> 5 | high << 59;
      high >>>= 5;
    }
    return new String(text);
  }
}
