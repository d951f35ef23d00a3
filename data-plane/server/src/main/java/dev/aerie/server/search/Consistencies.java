package dev.aerie.server.search;

import dev.aerie.engine.query.Consistency;

/**
 * How fresh a read has to be, from the guarantee timestamp that clients compute of their
 * consistency level.
 */
final class Consistencies {
  private static final long STRONG = 0;
  private static final long EVENTUALLY = 1;
  private static final long BOUNDED = 2;

  private Consistencies() {}

  static Consistency of(long guaranteeTimestamp) {
    if (guaranteeTimestamp == STRONG) {
      return Consistency.STRONG;
    }
    if (guaranteeTimestamp == EVENTUALLY) {
      return Consistency.EVENTUALLY;
    }
    return guaranteeTimestamp == BOUNDED
        ? Consistency.BOUNDED
        : Consistency.session(guaranteeTimestamp);
  }
}
