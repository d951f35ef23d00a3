package dev.aerie.engine.filter;

/** Texts in quotes, as the filter language writes them. */
final class Quotes {
  private static final int UNICODE_DIGITS = 4;
  private static final int HEX_DIGITS = 2;

  private final String quoted;
  private final StringBuilder plain;
  private int at = 1;

  private Quotes(String quoted) {
    this.quoted = quoted;
    this.plain = new StringBuilder(quoted.length());
  }

  /**
   * What a text in quotes says; a backslash before an ordinary character stays, for the patterns of
   * like.
   */
  static String unquote(String quoted) {
    return quoted.indexOf('\\') < 0
        ? quoted.substring(1, quoted.length() - 1)
        : new Quotes(quoted).unquote();
  }

  private String unquote() {
    while (at < quoted.length() - 1) {
      char c = quoted.charAt(at++);
      if (c == '\\') {
        appendEscaped(quoted.charAt(at++));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private void appendEscaped(char c) {
    switch (c) {
      case 'n' -> plain.append('\n');
      case 't' -> plain.append('\t');
      case 'r' -> plain.append('\r');
      case 'b' -> plain.append('\b');
      case 'f' -> plain.append('\f');
      case '"', '\'', '\\' -> plain.append(c);
      case 'u' -> appendCode(c, UNICODE_DIGITS);
      case 'x' -> appendCode(c, HEX_DIGITS);
      default -> plain.append('\\').append(c);
    }
  }

  private void appendCode(char kind, int digits) {
    int end = at + digits;
    boolean complete =
        end < quoted.length()
            && quoted.substring(at, end).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    if (complete) {
      plain.append((char) Integer.parseInt(quoted, at, end, 16));
      at = end;
    } else {
      plain.append('\\').append(kind);
    }
  }
}
