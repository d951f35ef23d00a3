package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowView;
import dev.aerie.engine.scalar.GramIndex;
import dev.aerie.engine.scalar.IndexedRows;
import dev.aerie.engine.scalar.SortedColumn;
import dev.aerie.engine.scalar.SortedColumn.Bound;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * Rows by the value of a whole column: by the column's order where it has an index and few rows
 * match, else by a scan. What is said of null rows means nothing.
 */
final class ColumnSearch {
  /** Where more rows than one in so many match, a scan in the order of rows is faster. */
  private static final int NUMBERS_SHARE = 16;

  private static final int TEXTS_SHARE = 2;

  private final RowView rows;

  ColumnSearch(RowView rows) {
    this.rows = rows;
  }

  /** One side of a range. */
  record Limit(Comparison comparison, Number constant) {}

  /** Rows whose value compares so with a constant; empty when the column is of another kind. */
  Optional<BitSet> compare(String field, Comparison comparison, Object constant, BitSet among) {
    if (comparison == Comparison.NE) {
      Optional<BitSet> equal = compare(field, Comparison.EQ, constant, among);
      equal.ifPresent(found -> found.flip(0, rows.rows()));
      return equal;
    }
    return switch (rows.column(field)) {
      case Column.Longs _, Column.Ints _, Column.Floats _, Column.Doubles _
          when constant instanceof Number number ->
          Optional.of(within(field, List.of(new Limit(comparison, number))));
      case Column.Strings texts when constant instanceof String text ->
          Optional.of(texts(field, texts.values(), comparison, text, among));
      case Column.Bools bools when constant instanceof Boolean wanted ->
          Optional.of(ColumnScan.equal(bools.values(), wanted));
      default -> Optional.empty();
    };
  }

  /** Whether {@link #within} applies to a column. */
  static boolean isNumbers(Column column) {
    return switch (column) {
      case Column.Longs _, Column.Ints _, Column.Floats _, Column.Doubles _ -> true;
      default -> false;
    };
  }

  /**
   * Rows of a number column that keep to all limits.
   *
   * @param limits with any comparison but NE
   */
  BitSet within(String field, List<Limit> limits) {
    return switch (rows.column(field)) {
      case Column.Longs c ->
          within(
              field, longs(limits), row -> c.values()[row], r -> RangeScan.within(c.values(), r));
      case Column.Ints c ->
          within(
              field, longs(limits), row -> c.values()[row], r -> RangeScan.within(c.values(), r));
      case Column.Floats c ->
          within(
              field, doubles(limits), row -> c.values()[row], r -> RangeScan.within(c.values(), r));
      case Column.Doubles c ->
          within(
              field, doubles(limits), row -> c.values()[row], r -> RangeScan.within(c.values(), r));
      default -> throw new IllegalArgumentException("no numbers: " + field);
    };
  }

  private BitSet within(
      String field, LongRange range, IntToLongFunction value, Function<LongRange, BitSet> scan) {
    return ordered(
            field,
            row -> Long.compare(value.applyAsLong(row), range.from()),
            row -> Long.compare(value.applyAsLong(row), range.to()),
            NUMBERS_SHARE)
        .orElseGet(() -> scan.apply(range));
  }

  private BitSet within(
      String field,
      DoubleRange range,
      IntToDoubleFunction value,
      Function<DoubleRange, BitSet> scan) {
    return ordered(
            field,
            row -> range.compareFrom(value.applyAsDouble(row)),
            row -> range.compareTo(value.applyAsDouble(row)),
            NUMBERS_SHARE)
        .orElseGet(() -> scan.apply(range));
  }

  private static LongRange longs(List<Limit> limits) {
    return limits.stream()
        .map(limit -> LongRange.of(limit.comparison(), limit.constant()))
        .reduce(LongRange::and)
        .orElseThrow();
  }

  private static DoubleRange doubles(List<Limit> limits) {
    return limits.stream()
        .map(limit -> DoubleRange.of(limit.comparison(), limit.constant().doubleValue()))
        .reduce(DoubleRange::and)
        .orElseThrow();
  }

  private BitSet texts(
      String field, String[] values, Comparison comparison, String text, BitSet among) {
    Bound from =
        switch (comparison) {
          case LT, LE -> _ -> 0;
          case GT -> row -> values[row].compareTo(text) > 0 ? 0 : -1;
          default -> row -> values[row].compareTo(text);
        };
    Bound to =
        switch (comparison) {
          case GT, GE -> _ -> 0;
          case LT -> row -> values[row].compareTo(text) < 0 ? 0 : 1;
          default -> row -> values[row].compareTo(text);
        };
    return ordered(field, from, to, TEXTS_SHARE)
        .orElseGet(
            () ->
                ColumnScan.select(
                    among,
                    comparison == Comparison.EQ
                        ? row -> values[row].equals(text)
                        : row -> Values.ordered(comparison, values[row].compareTo(text))));
  }

  /** Rows whose value is one of some; empty when the column is of another kind. */
  Optional<BitSet> in(String field, Collection<Object> values, BitSet among) {
    Column column = rows.column(field);
    Optional<SortedColumn> order = order(field);
    if (order.isEmpty() || values.size() > rows.rows() / NUMBERS_SHARE / Integer.SIZE) {
      return ColumnScan.in(column, values, among);
    }
    BitSet found = new BitSet(rows.rows());
    for (Object value : values) {
      compare(field, Comparison.EQ, value, among).ifPresent(found::or);
    }
    return Optional.of(found);
  }

  /** Rows whose text fits a pattern; the column has to be one of texts. */
  BitSet like(String field, LikePattern pattern, BitSet among) {
    String[] values = ((Column.Strings) rows.column(field)).values();
    String prefix = pattern.prefix();
    Bound bound = row -> values[row].startsWith(prefix) ? 0 : values[row].compareTo(prefix);
    BitSet candidates =
        grams(field)
            .flatMap(grams -> grams.candidates(pattern.literals()))
            .or(
                () ->
                    prefix.isEmpty() ? Optional.empty() : ordered(field, bound, bound, TEXTS_SHARE))
            .map(found -> both(found, among))
            .orElse(among);
    return ColumnScan.select(candidates, row -> pattern.matches(values[row]));
  }

  private Optional<BitSet> ordered(String field, Bound from, Bound to, int share) {
    return order(field)
        .filter(order -> order.count(from, to) <= rows.rows() / share)
        .map(
            order -> {
              BitSet found = new BitSet(rows.rows());
              order.add(found, from, to);
              return found;
            });
  }

  private static BitSet both(BitSet found, BitSet among) {
    found.and(among);
    return found;
  }

  private Optional<GramIndex> grams(String field) {
    return rows instanceof IndexedRows indexed ? indexed.grams(field) : Optional.empty();
  }

  private Optional<SortedColumn> order(String field) {
    return rows instanceof IndexedRows indexed ? indexed.sorted(field) : Optional.empty();
  }
}
