package dev.aerie.engine.filter;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A random filter as text, and a plain evaluation of it, written without a look at the engine's.
 */
record PlainFilter(String text, Function<PlainRow, Answer> condition) {
  enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  Answer test(PlainRow row) {
    return condition.apply(row);
  }

  static PlainFilter random(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return leaf(random);
    }
    PlainFilter a = random(random, depth - 1);
    PlainFilter b = random(random, depth - 1);
    return switch (random.nextInt(3)) {
      case 0 ->
          new PlainFilter(
              "(" + a.text + ") and (" + b.text + ")",
              row ->
                  any(a, b, row, Answer.NO)
                      ? Answer.NO
                      : any(a, b, row, Answer.UNKNOWN) ? Answer.UNKNOWN : Answer.YES);
      case 1 ->
          new PlainFilter(
              "(" + a.text + ") or (" + b.text + ")",
              row ->
                  any(a, b, row, Answer.YES)
                      ? Answer.YES
                      : any(a, b, row, Answer.UNKNOWN) ? Answer.UNKNOWN : Answer.NO);
      default ->
          new PlainFilter(
              "not (" + a.text + ")",
              row ->
                  switch (a.test(row)) {
                    case YES -> Answer.NO;
                    case NO -> Answer.YES;
                    case UNKNOWN -> Answer.UNKNOWN;
                  });
    };
  }

  private static boolean any(PlainFilter a, PlainFilter b, PlainRow row, Answer answer) {
    return a.test(row) == answer || b.test(row) == answer;
  }

  private static PlainFilter leaf(Random random) {
    int n = random.nextInt(10);
    return switch (random.nextInt(6)) {
      case 0 -> comparison(random, "id", row -> (double) row.id(), n);
      case 1 -> comparison(random, "price", PlainRow::price, n / 2.0);
      case 2 ->
          comparison(random, "info[\"size\"]", r -> r.size() == null ? null : (double) r.size(), n);
      case 3 -> {
        List<Integer> wanted = IntStream.range(0, 3).map(_ -> random.nextInt(10)).boxed().toList();
        yield new PlainFilter("id in " + wanted, row -> answer(wanted.contains((int) row.id())));
      }
      case 4 -> new PlainFilter("price is null", row -> answer(row.price() == null));
      default ->
          new PlainFilter(
              "name == \"n%d\"".formatted(n % 5), row -> answer(row.name().equals("n" + n % 5)));
    };
  }

  private static PlainFilter comparison(
      Random random, String field, Function<PlainRow, Double> value, double constant) {
    String operator = List.of("==", "!=", "<", "<=", ">", ">=").get(random.nextInt(6));
    String literal =
        constant == Math.rint(constant)
            ? Long.toString((long) constant)
            : Double.toString(constant);
    return new PlainFilter(
        "%s %s %s".formatted(field, operator, literal),
        row -> {
          Double left = value.apply(row);
          if (left == null) {
            return Answer.UNKNOWN;
          }
          int order = Double.compare(left, constant);
          return answer(
              switch (operator) {
                case "==" -> order == 0;
                case "!=" -> order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
              });
        });
  }

  private static Answer answer(boolean value) {
    return value ? Answer.YES : Answer.NO;
  }
}
