package dev.aerie.engine.indextype;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.Locale;
import java.util.Set;

/** A parameter of an index or a search, and the values it may have. */
sealed interface Parameter {
  String name();

  /**
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a value it may not have
   */
  void check(String value);

  /** A whole number, bounds included. */
  record Whole(String name, long min, long max) implements Parameter {
    @Override
    public void check(String value) {
      long number;
      try {
        number = Long.parseLong(value.trim());
      } catch (NumberFormatException e) {
        throw conflict(name, value, "integer");
      }
      if (number < min || number > max) {
        throw outOfRange(name, value, "[%d, %d]".formatted(min, max));
      }
    }
  }

  /** A number, the lower bound included, the upper one perhaps. */
  record Decimal(String name, double min, double max, boolean maxIncluded) implements Parameter {
    @Override
    public void check(String value) {
      double number;
      try {
        number = Double.parseDouble(value.trim());
      } catch (NumberFormatException e) {
        throw conflict(name, value, "number");
      }
      if (!(number >= min && (maxIncluded ? number <= max : number < max))) {
        throw outOfRange(name, value, "[%s, %s%s".formatted(min, max, maxIncluded ? "]" : ")"));
      }
    }
  }

  /** One of some words, in any case. */
  record Choice(String name, Set<String> words) implements Parameter {
    @Override
    public void check(String value) {
      if (!words.contains(value.toUpperCase(Locale.ROOT))) {
        throw invalid(
            "param '%s' (%s) should be one of %s"
                .formatted(name, value, words.stream().sorted().toList()));
      }
    }
  }

  /** True or false. */
  record Flag(String name) implements Parameter {
    @Override
    public void check(String value) {
      if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
        throw conflict(name, value, "bool");
      }
    }
  }

  private static EngineException conflict(String name, String value, String kind) {
    return invalid(
        "Type conflict in json: param '%s' (%s) should be a %s".formatted(name, value, kind));
  }

  private static EngineException outOfRange(String name, String value, String range) {
    return invalid(
        "Out of range in json: param '%s' (%s) should be in range %s"
            .formatted(name, value, range));
  }

  /** A refusal in the words that clients know. */
  static EngineException invalid(String why) {
    return new EngineException(
        ErrorCode.INVALID_ARGUMENT,
        why + ": invalid parameter[expected=valid index params][actual=invalid index params]");
  }
}
