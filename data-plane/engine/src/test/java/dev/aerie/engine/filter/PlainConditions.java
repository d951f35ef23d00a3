package dev.aerie.engine.filter;

import dev.aerie.engine.filter.PlainFilter.Answer;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random conditions without and, or, not; each with what it means for a row. */
final class PlainConditions {
  private static final List<String> OPERATORS = List.of("==", "!=", "<", "<=", ">", ">=");

  /** A value of a row: as the filter writes it, and how it is found; null for none. */
  private record Place(String text, DataType type, Function<Map<String, Object>, Object> find) {
    boolean isNumber() {
      return type.isNumeric();
    }
  }

  private final PlainTable table;
  private final Random random;

  PlainConditions(PlainTable table, Random random) {
    this.table = table;
    this.random = random;
  }

  PlainFilter next() {
    Place place = place();
    return switch (random.nextInt(8)) {
      case 0 -> isNull(place);
      case 1 -> in(place);
      case 2 -> like(place);
      case 3 -> contains(place);
      case 4 -> chained(place);
      case 5 -> arithmetic(place);
      default -> compared(place);
    };
  }

  private Place place() {
    FieldSchema field = PlainTable.pick(random, table.schema().fields());
    String name = field.name();
    return switch (field.type()) {
      case JSON -> inDocument(name, name, random.nextInt(3));
      case ARRAY -> {
        int index = random.nextInt(3);
        yield random.nextBoolean()
            ? new Place(name, DataType.ARRAY, row -> row.get(name))
            : new Place(
                "%s[%d]".formatted(name, index),
                field.elementType().orElseThrow(),
                row -> at(row.get(name), index));
      }
      default ->
          random.nextInt(6) == 0 ? dynamic() : new Place(name, field.type(), row -> row.get(name));
    };
  }

  private Place dynamic() {
    String key = PlainTable.pick(random, PlainTable.KEYS);
    String text = random.nextBoolean() ? key : "$meta['" + key + "']";
    Place top = new Place(text, DataType.JSON, row -> at(row.get(CollectionSchema.META), key));
    return random.nextBoolean() ? top : below(top);
  }

  private Place inDocument(String text, String field, int depth) {
    Place place = new Place(text, DataType.JSON, row -> row.get(field));
    for (int i = 0; i < depth; i++) {
      place = below(place);
    }
    return place;
  }

  private Place below(Place place) {
    Object step =
        random.nextInt(3) == 0 ? random.nextInt(2) : PlainTable.pick(random, PlainTable.KEYS);
    return new Place(
        place.text + (step instanceof Integer ? "[" + step + "]" : "[\"" + step + "\"]"),
        DataType.JSON,
        row -> at(place.find.apply(row), step));
  }

  private static Object at(Object value, Object step) {
    return switch (value) {
      case Map<?, ?> map when step instanceof String -> map.get(step);
      case List<?> list when step instanceof Integer i && i < list.size() -> list.get(i);
      case null, default -> null;
    };
  }

  private PlainFilter isNull(Place place) {
    boolean not = random.nextBoolean();
    if (place.type == DataType.JSON && random.nextBoolean()) {
      return new PlainFilter(
          "exists " + place.text, row -> Answer.of(place.find.apply(row) != null));
    }
    return new PlainFilter(
        place.text + (not ? " IS NOT NULL" : " is null"),
        row -> Answer.of((place.find.apply(row) == null) != not));
  }

  private PlainFilter compared(Place place) {
    if (place.type == DataType.ARRAY) {
      return length(place);
    }
    Object constant = constant(place);
    boolean ordered = constant instanceof Number || constant instanceof String;
    String operator = OPERATORS.get(random.nextInt(ordered ? 6 : 2));
    if (ordered && random.nextInt(4) == 0) {
      return known(
          "%s %s %s".formatted(literal(constant), operator, place.text),
          place,
          value -> compare(operator, fitted(place, constant), value));
    }
    return known(
        "%s %s %s".formatted(place.text, operator, literal(constant)),
        place,
        value -> compare(operator, value, fitted(place, constant)));
  }

  private PlainFilter length(Place place) {
    long wanted = random.nextInt(4);
    return known(
        "array_length(%s) == %d".formatted(place.text, wanted),
        place,
        value -> ((List<?>) value).size() == wanted);
  }

  private PlainFilter chained(Place place) {
    if (!place.isNumber()) {
      return compared(place);
    }
    Object low = constant(place);
    Object high = constant(place);
    return known(
        "%s <= %s < %s".formatted(literal(low), place.text, literal(high)),
        place,
        value ->
            compare("<=", fitted(place, low), value) && compare("<", value, fitted(place, high)));
  }

  /** Of one or two numbers; never a division that could be by zero. */
  private PlainFilter arithmetic(Place place) {
    Place other = place();
    if (!place.isNumber() || !other.isNumber()) {
      return compared(place);
    }
    long constant = random.nextInt(1, 5);
    long wanted = random.nextInt(-3, 8);
    boolean whole = place.type.isInteger();
    return switch (random.nextInt(5)) {
      case 0 -> both("%s + %s > %d", place, other, wanted, (a, b) -> a + b > wanted);
      case 1 -> both("%s * 2 - %s <= %d", place, other, wanted, (a, b) -> a * 2 - b <= wanted);
      case 2 ->
          known(
              "%s %% %d == %d".formatted(place.text, constant, wanted),
              place,
              v -> number(v) % constant == wanted);
      case 3 ->
          known(
              "%s / %d == %d".formatted(place.text, constant, wanted),
              place,
              v -> whole ? ((Long) v) / constant == wanted : number(v) / constant == wanted);
      default ->
          known(
              "%s ** 2 > %d".formatted(place.text, wanted),
              place,
              v -> number(v) * number(v) > wanted);
    };
  }

  private static PlainFilter both(
      String format, Place a, Place b, long wanted, BiPredicate<Double, Double> test) {
    return new PlainFilter(
        format.formatted(a.text, b.text, wanted),
        row -> {
          Object left = a.find.apply(row);
          Object right = b.find.apply(row);
          return left == null || right == null
              ? Answer.UNKNOWN
              : Answer.of(test.test(number(left), number(right)));
        });
  }

  private PlainFilter in(Place place) {
    if (place.type == DataType.ARRAY) {
      return contains(place);
    }
    boolean not = random.nextBoolean();
    List<Object> wanted = constants(place, random.nextInt(4));
    return known(
        "%s %sin %s".formatted(place.text, not ? "not " : "", literal(wanted)),
        place,
        value -> wanted.stream().anyMatch(w -> equal(value, fitted(place, w))) != not);
  }

  private PlainFilter like(Place place) {
    if (place.type != DataType.VARCHAR && place.type != DataType.JSON) {
      return compared(place);
    }
    String pattern =
        IntStream.range(0, random.nextInt(5))
            .mapToObj(_ -> PlainTable.pick(random, List.of("a", "b", "%", "_", "\\%", "\\_", "ä")))
            .collect(Collectors.joining());
    return known(
        "%s like \"%s\"".formatted(place.text, pattern),
        place,
        value -> value instanceof String text && like(text, pattern));
  }

  private static boolean like(String text, String pattern) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    return switch (pattern.charAt(0)) {
      case '%' ->
          like(text, pattern.substring(1)) || (!text.isEmpty() && like(text.substring(1), pattern));
      case '_' -> !text.isEmpty() && like(text.substring(1), pattern.substring(1));
      case '\\' ->
          text.startsWith(pattern.substring(1, 2)) && like(text.substring(1), pattern.substring(2));
      default ->
          text.startsWith(pattern.substring(0, 1)) && like(text.substring(1), pattern.substring(1));
    };
  }

  private PlainFilter contains(Place place) {
    if (place.type != DataType.ARRAY && place.type != DataType.JSON) {
      return compared(place);
    }
    List<Object> wanted = constants(place, random.nextInt(3));
    String function = place.type == DataType.JSON ? "json_contains" : "ARRAY_CONTAINS";
    Predicate<Object> present =
        value ->
            value instanceof List<?> list && wanted.stream().allMatch(w -> holds(place, list, w));
    if (wanted.size() == 1) {
      return known(
          "%s(%s, %s)".formatted(function, place.text, literal(wanted.getFirst())), place, present);
    }
    return random.nextBoolean()
        ? known(
            "%s_any(%s, %s)".formatted(function, place.text, literal(wanted)),
            place,
            value ->
                value instanceof List<?> list
                    && wanted.stream().anyMatch(w -> holds(place, list, w)))
        : known("%s_all(%s, %s)".formatted(function, place.text, literal(wanted)), place, present);
  }

  private static boolean holds(Place place, List<?> list, Object wanted) {
    return list.stream().anyMatch(v -> v != null && equal(v, fitted(place, wanted)));
  }

  private List<Object> constants(Place place, int count) {
    return IntStream.range(0, count).mapToObj(_ -> constant(place)).toList();
  }

  private Object constant(Place place) {
    DataType type =
        switch (place.type) {
          case JSON ->
              PlainTable.pick(
                  random,
                  List.of(DataType.BOOL, DataType.INT64, DataType.DOUBLE, DataType.VARCHAR));
          case ARRAY -> table.schema().field(place.text).elementType().orElseThrow();
          // whole numbers are compared with fractions and the other way around
          case INT8, INT16, INT64, DOUBLE ->
              random.nextBoolean() ? DataType.INT64 : DataType.DOUBLE;
          default -> place.type;
        };
    Object value = PlainTable.scalar(random, type);
    return type == DataType.FLOAT ? (Object) (Math.round((Double) value * 10) / 10.0) : value;
  }

  /** Fields of single precision compare in it. */
  private static Object fitted(Place place, Object constant) {
    boolean single =
        place.type == DataType.FLOAT
            || (place.type == DataType.ARRAY && constant instanceof Double);
    return single && constant instanceof Number n ? (Object) (double) n.floatValue() : constant;
  }

  private static String literal(Object value) {
    return switch (value) {
      case String text -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
      case List<?> list ->
          list.stream().map(PlainConditions::literal).collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }

  /** Unknown where the value is null. */
  private static PlainFilter known(String text, Place place, Predicate<Object> test) {
    return new PlainFilter(
        text,
        row -> {
          Object value = place.find.apply(row);
          return value == null ? Answer.UNKNOWN : Answer.of(test.test(value));
        });
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static boolean equal(Object a, Object b) {
    return a instanceof Number && b instanceof Number ? number(a) == number(b) : a.equals(b);
  }

  /** Values of different types are unequal and in no order. */
  private static boolean compare(String operator, Object a, Object b) {
    if (operator.equals("==") || operator.equals("!=")) {
      return equal(a, b) == operator.equals("==");
    }
    int order;
    if (a instanceof Number && b instanceof Number) {
      order = Double.compare(number(a), number(b));
    } else if (a instanceof String left && b instanceof String right) {
      order = left.compareTo(right);
    } else {
      return false;
    }
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }
}
