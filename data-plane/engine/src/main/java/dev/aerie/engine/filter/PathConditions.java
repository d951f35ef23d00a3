package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.row.RowView;
import dev.aerie.engine.scalar.IndexedRows;
import dev.aerie.engine.scalar.PathColumn;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Conditions on a place in documents, by the index of that place. What no index can tell is empty:
 * it is left to a look at every document.
 */
final class PathConditions {
  private static final String VALUES = "values";

  private final RowView rows;

  PathConditions(RowView rows) {
    this.rows = rows;
  }

  Optional<Truth> compare(Operand operand, Comparison comparison, Object constant, BitSet among) {
    if (comparison == Comparison.NE) {
      return compare(operand, Comparison.EQ, constant, among).map(equal -> equal.not(among));
    }
    return column(operand)
        .filter(column -> column.isComparable(constant))
        .filter(column -> comparison == Comparison.EQ || column.kind() != PathColumn.Kind.BOOL)
        .flatMap(
            column -> truth(column, search -> search.compare(VALUES, comparison, constant, among)));
  }

  Optional<Truth> in(Operand operand, Collection<Object> constants, BitSet among) {
    return column(operand)
        .filter(column -> constants.stream().allMatch(column::isComparable))
        .flatMap(column -> truth(column, search -> search.in(VALUES, constants, among)));
  }

  Optional<Truth> like(Operand operand, LikePattern pattern, BitSet among) {
    return column(operand)
        .filter(column -> column.kind() == PathColumn.Kind.VARCHAR)
        .flatMap(
            column ->
                truth(
                    column,
                    search ->
                        Optional.of(
                            search.like(
                                VALUES, pattern, without(among, column.values().nulls())))));
  }

  /** Rows that have nothing there. */
  Optional<BitSet> absent(Operand operand) {
    return column(operand).map(PathColumn::absent);
  }

  /** Rows of another kind of value are none that match, and those without one are unknown. */
  private static Optional<Truth> truth(
      PathColumn column, Function<ColumnSearch, Optional<BitSet>> condition) {
    return condition
        .apply(new ColumnSearch(column))
        .map(found -> new Truth(without(found, column.values().nulls()), column.absent()));
  }

  private static BitSet without(BitSet rows, BitSet others) {
    BitSet rest = (BitSet) rows.clone();
    rest.andNot(others);
    return rest;
  }

  private Optional<PathColumn> column(Operand operand) {
    return rows instanceof IndexedRows indexed
            && operand instanceof FieldRef ref
            && !ref.path().isEmpty()
        ? indexed.path(ref.field(), ref.place(), document -> JsonPath.find(document, ref.path()))
        : Optional.empty();
  }
}
