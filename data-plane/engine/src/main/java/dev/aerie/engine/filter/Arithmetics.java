package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Operand.ArithmeticOperator;
import java.util.Optional;

/** Arithmetic of the filter language. */
final class Arithmetics {
  private Arithmetics() {}

  /**
   * What comes out, Long or Double; empty where there is no answer: an operand that is no number,
   * as a place in JSON may hold, or a whole number divided by zero.
   */
  static Optional<Object> apply(ArithmeticOperator operator, Object left, Object right) {
    if (left instanceof Long l && right instanceof Long r) {
      return whole(operator, l, r);
    }
    if (left instanceof Number l && right instanceof Number r) {
      return Optional.of(doubles(operator, l.doubleValue(), r.doubleValue()));
    }
    return Optional.empty();
  }

  private static Optional<Object> whole(ArithmeticOperator operator, long left, long right) {
    return switch (operator) {
      case ADD -> Optional.of(left + right);
      case SUBTRACT -> Optional.of(left - right);
      case MULTIPLY -> Optional.of(left * right);
      case DIVIDE -> right == 0 ? Optional.empty() : Optional.of(left / right);
      case MODULO -> right == 0 ? Optional.empty() : Optional.of(left % right);
      case POWER -> Optional.of(Math.pow(left, right));
    };
  }

  private static double doubles(ArithmeticOperator operator, double left, double right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case MODULO -> left % right;
      case POWER -> Math.pow(left, right);
    };
  }
}
