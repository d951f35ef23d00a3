package dev.aerie.engine.filter;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand.Step;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowView;
import java.util.List;
import java.util.Optional;

/** Values of operands, row by row: Boolean, Long, Double, String, List, or empty for null. */
final class Values {
  private final RowView rows;

  Values(RowView rows) {
    this.rows = rows;
  }

  Optional<Object> of(Operand operand, int row) {
    return switch (operand) {
      case Operand.Literal literal -> Optional.of(literal.value());
      case Operand.FieldRef field -> field(field, row);
      case Operand.Arithmetic a ->
          of(a.left(), row).flatMap(l -> of(a.right(), row).map(r -> arithmetic(a, l, r)));
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

  private static Object arithmetic(Operand.Arithmetic a, Object left, Object right) {
    if (!(left instanceof Number l) || !(right instanceof Number r)) {
      throw new EngineException(
          ErrorCode.FILTER_SYNTAX, "position %d: arithmetic needs numbers".formatted(a.position()));
    }
    boolean whole = l instanceof Long && r instanceof Long;
    return switch (a.operator()) {
      case ADD ->
          whole ? (Object) (l.longValue() + r.longValue()) : l.doubleValue() + r.doubleValue();
      case SUBTRACT ->
          whole ? (Object) (l.longValue() - r.longValue()) : l.doubleValue() - r.doubleValue();
      case MULTIPLY ->
          whole ? (Object) (l.longValue() * r.longValue()) : l.doubleValue() * r.doubleValue();
      case DIVIDE ->
          whole ? quotient(l.longValue(), r.longValue()) : l.doubleValue() / r.doubleValue();
      case MODULO ->
          whole && r.longValue() != 0
              ? (Object) (l.longValue() % r.longValue())
              : l.doubleValue() % r.doubleValue();
      case POWER -> Math.pow(l.doubleValue(), r.doubleValue());
    };
  }

  private static Object quotient(long left, long right) {
    return right != 0 && left % right == 0 ? (Object) (left / right) : (double) left / right;
  }

  /** Compares two values; those of different types are unequal and in no order. */
  static boolean compare(Comparison comparison, Object left, Object right) {
    return switch (comparison) {
      case EQ -> equal(left, right);
      case NE -> !equal(left, right);
      case LT, LE, GT, GE ->
          switch (left) {
            case Number l when right instanceof Number r ->
                l instanceof Long && r instanceof Long
                    ? ordered(comparison, Long.compare(l.longValue(), r.longValue()))
                    : ordered(comparison, l.doubleValue(), r.doubleValue());
            case String l when right instanceof String r -> ordered(comparison, l.compareTo(r));
            default -> false;
          };
    };
  }

  static boolean equal(Object left, Object right) {
    if (left instanceof Number l && right instanceof Number r) {
      return l instanceof Long && r instanceof Long
          ? l.longValue() == r.longValue()
          : l.doubleValue() == r.doubleValue();
    }
    if (left instanceof List<?> l && right instanceof List<?> r) {
      return l.size() == r.size()
          && java.util.stream.IntStream.range(0, l.size()).allMatch(i -> equal(l.get(i), r.get(i)));
    }
    return left.equals(right);
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

  static boolean ordered(Comparison comparison, double left, double right) {
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
