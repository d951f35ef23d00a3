package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowView;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The comparison of a whole column with a constant: tight loops without boxing. */
final class ColumnComparison {
  private ColumnComparison() {}

  /**
   * The truth of a comparison of a column with a constant, either way around; empty for any other.
   */
  static Optional<Truth> tryOn(Filter.Compare f, RowView rows) {
    if (f.left() instanceof FieldRef field && f.right() instanceof Literal constant) {
      return compare(field, f.comparison(), constant.value(), rows);
    }
    if (f.right() instanceof FieldRef field && f.left() instanceof Literal constant) {
      return compare(field, flip(f.comparison()), constant.value(), rows);
    }
    return Optional.empty();
  }

  private static Optional<Truth> compare(
      FieldRef field, Comparison comparison, Object constant, RowView rows) {
    if (!field.path().equals(List.of())) {
      return Optional.empty();
    }
    Column column = rows.column(field.field());
    return condition(column, comparison, constant).map(c -> truth(column, c));
  }

  private static Optional<IntPredicate> condition(
      Column column, Comparison comparison, Object constant) {
    return switch (column) {
      case Column.Longs c when constant instanceof Long w -> Optional.of(whole(comparison, w, c));
      case Column.Ints c when constant instanceof Long w -> Optional.of(whole(comparison, w, c));
      case Column.Floats c when constant instanceof Number n -> {
        double w = n.doubleValue();
        yield Optional.of(row -> Values.ordered(comparison, c.values()[row], w));
      }
      case Column.Doubles c when constant instanceof Number n -> {
        double w = n.doubleValue();
        yield Optional.of(row -> Values.ordered(comparison, c.values()[row], w));
      }
      case Column.Strings c when constant instanceof String w ->
          Optional.of(
              comparison == Comparison.EQ
                  ? row -> c.values()[row].equals(w)
                  : row -> Values.ordered(comparison, c.values()[row].compareTo(w)));
      default -> Optional.empty();
    };
  }

  private static IntPredicate whole(Comparison comparison, long wanted, Column.Longs column) {
    long[] values = column.values();
    return switch (comparison) {
      case EQ -> row -> values[row] == wanted;
      case NE -> row -> values[row] != wanted;
      case LT -> row -> values[row] < wanted;
      case LE -> row -> values[row] <= wanted;
      case GT -> row -> values[row] > wanted;
      case GE -> row -> values[row] >= wanted;
    };
  }

  private static IntPredicate whole(Comparison comparison, long wanted, Column.Ints column) {
    int[] values = column.values();
    return row -> Values.ordered(comparison, Long.compare(values[row], wanted));
  }

  private static Truth truth(Column column, IntPredicate condition) {
    int rows = column.size();
    BitSet yes = new BitSet(rows);
    for (int row = 0; row < rows; row++) {
      if (condition.test(row)) {
        yes.set(row);
      }
    }
    yes.andNot(column.nulls());
    Truth truth = Truth.certain(yes, rows);
    truth.no().andNot(column.nulls());
    return truth;
  }

  private static Comparison flip(Comparison comparison) {
    return switch (comparison) {
      case EQ, NE -> comparison;
      case LT -> Comparison.GT;
      case LE -> Comparison.GE;
      case GT -> Comparison.LT;
      case GE -> Comparison.LE;
    };
  }
}
