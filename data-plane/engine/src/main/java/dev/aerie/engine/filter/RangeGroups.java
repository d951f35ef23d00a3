package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.row.RowView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the limits that a conjunction sets to one number column together, so that {@code a > 5 and a
 * <= 10} is one range of few rows instead of two of many.
 *
 * @param limits comparisons of one field with constants, two or more in a group
 * @param others what stands alone
 */
record RangeGroups(List<List<Filter.Compare>> limits, List<Filter> others) {
  static RangeGroups of(List<Filter> conditions, RowView rows) {
    Map<String, List<Filter.Compare>> byField = new LinkedHashMap<>();
    List<Filter> others = new ArrayList<>();
    for (Filter condition : conditions) {
      if (facingRight(condition) instanceof Filter.Compare limit && isLimit(limit, rows)) {
        byField.computeIfAbsent(name(limit), _ -> new ArrayList<>()).add(limit);
      } else {
        others.add(condition);
      }
    }
    byField.values().stream().filter(group -> group.size() == 1).forEach(others::addAll);
    return new RangeGroups(
        byField.values().stream().filter(group -> group.size() > 1).toList(), others);
  }

  /** The constant on the right. */
  private static Filter facingRight(Filter condition) {
    return condition
            instanceof Filter.Compare(Comparison comparison, Literal left, Operand right, int at)
        ? new Filter.Compare(comparison.flipped(), right, left, at)
        : condition;
  }

  private static boolean isLimit(Filter.Compare f, RowView rows) {
    return f.comparison() != Comparison.NE
        && f.right() instanceof Literal(Number _, _)
        && f.left() instanceof FieldRef ref
        && ref.path().isEmpty()
        && ColumnSearch.isNumbers(rows.column(ref.field()));
  }

  private static String name(Filter.Compare limit) {
    return ((FieldRef) limit.left()).field();
  }
}
