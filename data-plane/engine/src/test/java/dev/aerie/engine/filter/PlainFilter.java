package dev.aerie.engine.filter;

import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * A random filter as text, and a plain evaluation of it for one row, written without a look at the
 * engine's.
 */
record PlainFilter(String text, Function<Map<String, Object>, Answer> condition) {
  enum Answer {
    YES,
    NO,
    UNKNOWN;

    static Answer of(boolean value) {
      return value ? YES : NO;
    }
  }

  Answer test(Map<String, Object> row) {
    return condition.apply(row);
  }

  static PlainFilter random(PlainTable table, Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return new PlainConditions(table, random).next();
    }
    PlainFilter a = random(table, random, depth - 1);
    PlainFilter b = random(table, random, depth - 1);
    return switch (random.nextInt(3)) {
      case 0 ->
          new PlainFilter(
              "(%s) %s (%s)".formatted(a.text, random.nextBoolean() ? "and" : "&&", b.text),
              row ->
                  any(a, b, row, Answer.NO)
                      ? Answer.NO
                      : any(a, b, row, Answer.UNKNOWN) ? Answer.UNKNOWN : Answer.YES);
      case 1 ->
          new PlainFilter(
              "(%s) %s (%s)".formatted(a.text, random.nextBoolean() ? "OR" : "||", b.text),
              row ->
                  any(a, b, row, Answer.YES)
                      ? Answer.YES
                      : any(a, b, row, Answer.UNKNOWN) ? Answer.UNKNOWN : Answer.NO);
      default ->
          new PlainFilter(
              "%s (%s)".formatted(random.nextBoolean() ? "not" : "!", a.text),
              row ->
                  switch (a.test(row)) {
                    case YES -> Answer.NO;
                    case NO -> Answer.YES;
                    case UNKNOWN -> Answer.UNKNOWN;
                  });
    };
  }

  private static boolean any(PlainFilter a, PlainFilter b, Map<String, Object> row, Answer answer) {
    return a.test(row) == answer || b.test(row) == answer;
  }
}
