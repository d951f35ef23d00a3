package dev.aerie.engine.filter;

/** Texts in quotes, as the filter language writes them. */
final class Quotes {
  private Quotes() {}

  /**
   * What a text in quotes says; a backslash before an ordinary character stays, for the patterns of
   * like.
   */
  static String unquote(String quoted) {
    StringBuilder plain = new StringBuilder(quoted.length());
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      if (c == '\\') {
        i++;
        plain.append(escaped(quoted.charAt(i)));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '"', '\'', '\\' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }
}
