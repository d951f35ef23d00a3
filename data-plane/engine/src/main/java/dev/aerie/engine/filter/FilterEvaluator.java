package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Quantifier;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowView;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Evaluates filters over columns. The filter has to have passed {@link FilterCheck} for the rows'
 * schema. Not thread-safe; make one for each evaluation.
 */
public final class FilterEvaluator {
  private final RowView rows;
  private final Values values;

  private FilterEvaluator(RowView rows) {
    this.rows = rows;
    this.values = new Values(rows);
  }

  /** The rows for which the filter is true. */
  public static BitSet evaluate(Filter filter, RowView rows) {
    return new FilterEvaluator(rows).truth(filter).yes();
  }

  private Truth truth(Filter filter) {
    return switch (filter) {
      case Filter.And f -> Truth.and(f.conditions().stream().map(this::truth).toList());
      case Filter.Or f -> Truth.or(f.conditions().stream().map(this::truth).toList());
      case Filter.Not f -> truth(f.condition()).not();
      case Filter.Constant f -> Truth.constant(f.value(), rows.rows());
      case Filter.Test f -> each(f.value(), Boolean.TRUE::equals);
      case Filter.Compare f -> compare(f);
      case Filter.In f -> in(f);
      case Filter.Like f -> each(f.left(), like(f.pattern()));
      case Filter.IsNull f ->
          Truth.certain(collect(row -> values.of(f.field(), row).isEmpty()), rows.rows());
      case Filter.Exists f ->
          Truth.certain(collect(row -> values.of(f.field(), row).isPresent()), rows.rows());
      case Filter.Contains f -> contains(f);
      case Filter.TextMatch f -> {
        List<String> words = Words.of(f.query());
        yield each(f.field(), text -> Words.match((String) text, words, f.minimum()));
      }
      case Filter.PhraseMatch f -> {
        List<String> words = Words.of(f.query());
        yield each(f.field(), text -> Words.matchPhrase((String) text, words, f.slop()));
      }
      case Filter.RandomSample f ->
          Truth.certain(
              collect(_ -> ThreadLocalRandom.current().nextDouble() < f.fraction()), rows.rows());
    };
  }

  private Truth compare(Filter.Compare f) {
    Optional<Truth> fast = ColumnComparison.tryOn(f, rows);
    if (fast.isPresent()) {
      return fast.get();
    }
    BitSet yes = new BitSet(rows.rows());
    BitSet no = new BitSet(rows.rows());
    for (int row = 0; row < rows.rows(); row++) {
      Optional<Object> left = values.of(f.left(), row);
      Optional<Object> right = values.of(f.right(), row);
      if (left.isPresent() && right.isPresent()) {
        (Values.compare(f.comparison(), left.get(), right.get()) ? yes : no).set(row);
      }
    }
    return new Truth(yes, no);
  }

  private Truth in(Filter.In f) {
    Set<Object> wanted = new HashSet<>();
    f.values().forEach(v -> wanted.add(canonical(v.value())));
    if (f.left() instanceof FieldRef(String field, List<Operand.Step> path, _) && path.isEmpty()) {
      Column column = rows.column(field);
      switch (column) {
        case Column.Strings c -> {
          return columnTruth(column, row -> wanted.contains(c.values()[row]));
        }
        case Column.Longs c -> {
          LongSet set = LongSet.of(f.values());
          return columnTruth(column, row -> set.contains(c.values()[row]));
        }
        case Column.Ints c -> {
          LongSet set = LongSet.of(f.values());
          return columnTruth(column, row -> set.contains(c.values()[row]));
        }
        default -> {
          // the general way below
        }
      }
    }
    return each(f.left(), value -> wanted.contains(canonical(value)));
  }

  private Truth contains(Filter.Contains f) {
    List<Object> wanted = f.values().stream().map(Literal::value).toList();
    return each(
        f.field(),
        value -> {
          if (!(value instanceof List<?> present)) {
            return false;
          }
          Predicate<Object> isPresent = w -> present.stream().anyMatch(p -> Values.equal(p, w));
          return f.quantifier() == Quantifier.ALL
              ? wanted.stream().allMatch(isPresent)
              : wanted.stream().anyMatch(isPresent);
        });
  }

  private Truth each(Operand operand, Predicate<Object> condition) {
    BitSet yes = new BitSet(rows.rows());
    BitSet no = new BitSet(rows.rows());
    for (int row = 0; row < rows.rows(); row++) {
      int at = row;
      values.of(operand, row).ifPresent(v -> (condition.test(v) ? yes : no).set(at));
    }
    return new Truth(yes, no);
  }

  private Truth columnTruth(Column column, IntPredicate condition) {
    BitSet yes = collect(condition);
    yes.andNot(column.nulls());
    Truth certain = Truth.certain(yes, rows.rows());
    certain.no().andNot(column.nulls());
    return certain;
  }

  private BitSet collect(IntPredicate condition) {
    BitSet set = new BitSet(rows.rows());
    IntStream.range(0, rows.rows()).filter(condition).forEach(set::set);
    return set;
  }

  /** Numbers that are equal get one form, so that a hash set finds 1 among 1.0. */
  private static Object canonical(Object value) {
    return value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1L << 53
        ? (Object) d.longValue()
        : value;
  }

  private static Predicate<Object> like(String pattern) {
    Pattern compiled = LikePattern.compile(pattern);
    return value -> value instanceof String text && compiled.matcher(text).matches();
  }
}
