package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand.Step;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowView;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Values of operands, row by row: Boolean, Long, Double, String, List, or empty for null. */
final class Values {
  /** Whole numbers up to here are exact as doubles. */
  private static final long EXACT = 1L << 53;

  private final RowView rows;

  Values(RowView rows) {
    this.rows = rows;
  }

  Optional<Object> of(Operand operand, int row) {
    return switch (operand) {
      case Operand.Literal literal -> Optional.of(literal.value());
      case Operand.FieldRef field -> field(field, row);
      case Operand.Arithmetic a -> {
        Optional<Object> left = of(a.left(), row);
        Optional<Object> right = of(a.right(), row);
        yield left.isPresent() && right.isPresent()
            ? Arithmetics.apply(a.operator(), left.get(), right.get())
            : Optional.empty();
      }
      case Operand.ArrayLength length ->
          field(length.field(), row)
              .filter(List.class::isInstance)
              .map(l -> (long) ((List<?>) l).size());
    };
  }

  private Optional<Object> field(Operand.FieldRef ref, int row) {
    Column column = rows.column(ref.field());
    if (column.isNull(row)) {
      return Optional.empty();
    }
    if (column instanceof Column.Jsons jsons) {
      return JsonPath.find(jsons.values()[row], ref.path());
    }
    Optional<Object> value = Optional.of(ColumnValues.value(column, row));
    for (Step step : ref.path()) {
      value = value.flatMap(v -> element(v, step));
    }
    return value;
  }

  private static Optional<Object> element(Object value, Step step) {
    return value instanceof List<?> list
            && step instanceof Step.Index(int index)
            && index < list.size()
        ? Optional.of(list.get(index))
        : Optional.empty();
  }

  /** Compares two values; those of different types are unequal and in no order. */
  static boolean compare(Comparison comparison, Object left, Object right) {
    return switch (comparison) {
      case EQ -> equal(left, right);
      case NE -> !equal(left, right);
      case LT, LE, GT, GE ->
          switch (left) {
            case Number l when right instanceof Number r -> numbers(comparison, l, r);
            case String l when right instanceof String r -> ordered(comparison, l.compareTo(r));
            default -> false;
          };
    };
  }

  static boolean equal(Object left, Object right) {
    if (left instanceof Number l && right instanceof Number r) {
      return numbers(Comparison.EQ, l, r);
    }
    if (left instanceof List<?> l && right instanceof List<?> r) {
      return l.size() == r.size()
          && java.util.stream.IntStream.range(0, l.size()).allMatch(i -> equal(l.get(i), r.get(i)));
    }
    return left.equals(right);
  }

  /** Numbers that are equal get one form, so that a hash set finds 1 among 1.0. */
  static Object canonical(Object value) {
    return value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 0x1p63
        ? (Object) d.longValue()
        : value;
  }

  /** A constant, or a list of some, in single precision. */
  static Object rounded(Object constant) {
    return switch (constant) {
      case Number number -> (double) number.floatValue();
      case List<?> list -> list.stream().map(Values::rounded).toList();
      default -> constant;
    };
  }

  private static boolean numbers(Comparison comparison, Number left, Number right) {
    if (left instanceof Long l && right instanceof Long r) {
      return ordered(comparison, Long.compare(l, r));
    }
    boolean inexact = isLarge(left) || isLarge(right);
    if (inexact && Double.isFinite(left.doubleValue()) && Double.isFinite(right.doubleValue())) {
      return ordered(comparison, exact(left).compareTo(exact(right)));
    }
    return ordered(comparison, left.doubleValue(), right.doubleValue());
  }

  private static boolean isLarge(Number number) {
    return number instanceof Long value && (value > EXACT || value < -EXACT);
  }

  private static BigDecimal exact(Number number) {
    return number instanceof Long value
        ? BigDecimal.valueOf(value)
        : new BigDecimal(number.doubleValue());
  }

  static boolean ordered(Comparison comparison, int order) {
    return switch (comparison) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }

  private static boolean ordered(Comparison comparison, double left, double right) {
    return switch (comparison) {
      case EQ -> left == right;
      case NE -> left != right;
      case LT -> left < right;
      case LE -> left <= right;
      case GT -> left > right;
      case GE -> left >= right;
    };
  }
}
