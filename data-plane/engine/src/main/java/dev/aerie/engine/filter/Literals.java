package dev.aerie.engine.filter;

import java.util.Locale;
import java.util.Optional;

/** Constants as the filter language writes them. */
final class Literals {
  private static final String SMALLEST = "9223372036854775808";

  private Literals() {}

  /** Boolean, Long, Double or String; empty for a whole number that does not fit 64 bits. */
  static Optional<Object> value(FilterGrammarParser.LiteralContext literal) {
    if (literal.INTEGER() != null) {
      return integer(literal.getText()).map(Object.class::cast);
    }
    if (literal.FLOAT() != null) {
      return Optional.of(Double.valueOf(literal.getText()));
    }
    if (literal.STRING() != null) {
      return Optional.of(Quotes.unquote(literal.getText()));
    }
    return Optional.of(literal.TRUE() != null);
  }

  /** Decimal, octal after 0, hexadecimal after 0x, binary after 0b. */
  static Optional<Long> integer(String digits) {
    String lower = digits.toLowerCase(Locale.ROOT);
    try {
      if (lower.startsWith("0b")) {
        return Optional.of(Long.parseLong(lower.substring(2), 2));
      }
      return Optional.of(Long.decode(lower));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether this is the one number that fits 64 bits only after a minus. */
  static boolean isSmallestNegated(FilterGrammarParser.ExprContext operand) {
    return operand instanceof FilterGrammarParser.ConstantContext constant
        && constant.getText().equals(SMALLEST);
  }
}
