package dev.aerie.engine.filter;

import java.util.stream.IntStream;

/**
 * A pattern with {@code _}. Takes at most the text's length times the pattern's: of several {@code
 * %}, only the last one reached is ever tried further on, which is enough as those before it have
 * found their place as early as they can. Immutable.
 */
final class Wildcards {
  /** Stands for any characters; no code point. */
  static final int ANY = -1;

  /** Stands for one character; no code point. */
  static final int ONE = -2;

  private final int[] pattern;

  /**
   * @param pattern code points, {@link #ANY} and {@link #ONE}
   */
  Wildcards(IntStream pattern) {
    this.pattern = pattern.toArray();
  }

  boolean matches(String text) {
    int at = 0;
    int next = 0;
    int afterAny = -1;
    int tried = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (next < pattern.length && pattern[next] == ANY) {
        afterAny = ++next;
        tried = at;
      } else if (next < pattern.length && (pattern[next] == ONE || pattern[next] == c)) {
        next++;
        at += Character.charCount(c);
      } else if (afterAny >= 0) {
        tried += Character.charCount(text.codePointAt(tried));
        at = tried;
        next = afterAny;
      } else {
        return false;
      }
    }
    while (next < pattern.length && pattern[next] == ANY) {
      next++;
    }
    return next == pattern.length;
  }
}
