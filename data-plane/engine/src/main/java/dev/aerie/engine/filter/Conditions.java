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
import java.util.function.Predicate;

/** Evaluates single conditions: by column where that is possible, else value by value. */
final class Conditions {
  private final RowView rows;
  private final Values values;
  private final ColumnSearch columns;
  private final WordConditions words;
  private final PathConditions paths;

  Conditions(RowView rows) {
    this.rows = rows;
    this.values = new Values(rows);
    this.columns = new ColumnSearch(rows);
    this.words = new WordConditions(rows);
    this.paths = new PathConditions(rows);
  }

  /** The truth for the rows {@code among}; what it says of others means nothing. */
  Truth truth(Filter condition, BitSet among) {
    return switch (condition) {
      case Filter.Constant f -> Truth.certain(f.value() ? among : new BitSet());
      case Filter.Test f ->
          compare(
              new Filter.Compare(
                  Filter.Comparison.EQ, f.value(), new Literal(true, f.position()), f.position()),
              among);
      case Filter.Compare f -> compare(f, among);
      case Filter.In f -> in(f, among);
      case Filter.Like f -> like(f, among);
      case Filter.IsNull f -> isNull(f.field(), among);
      case Filter.Exists f -> isNull(f.field(), among).not(among);
      case Filter.Contains f -> contains(f, among);
      case Filter.TextMatch f -> words.textMatch(f, among);
      case Filter.PhraseMatch f -> words.phraseMatch(f, among);
      case Filter.RandomSample f -> Truth.certain(sample(f.fraction(), among));
      case Filter.And _, Filter.Or _, Filter.Not _ ->
          throw new IllegalArgumentException("no single condition: " + condition);
    };
  }

  /** The truth of all of some comparisons of one number column with constants. */
  Truth range(List<Filter.Compare> limits) {
    String field = ((FieldRef) limits.getFirst().left()).field();
    return Truth.of(
        columns.within(field, limits.stream().map(this::limit).toList()),
        rows.column(field).nulls());
  }

  private ColumnSearch.Limit limit(Filter.Compare f) {
    Object constant = rounded(f.left(), ((Literal) f.right()).value());
    return new ColumnSearch.Limit(f.comparison(), (Number) constant);
  }

  private Truth compare(Filter.Compare f, BitSet among) {
    if (f.right() instanceof Literal constant) {
      Object wanted = rounded(f.left(), constant.value());
      return wholeColumn(f.left())
          .flatMap(
              field ->
                  columns
                      .compare(field, f.comparison(), wanted, among)
                      .map(yes -> Truth.of(yes, rows.column(field).nulls())))
          .or(() -> paths.compare(f.left(), f.comparison(), wanted, among))
          .orElseGet(() -> each(f.left(), among, v -> Values.compare(f.comparison(), v, wanted)));
    }
    if (f.left() instanceof Literal) {
      return compare(
          new Filter.Compare(f.comparison().flipped(), f.right(), f.left(), f.position()), among);
    }
    BitSet yes = new BitSet(rows.rows());
    BitSet unknown = new BitSet();
    for (int row = among.nextSetBit(0); row >= 0; row = among.nextSetBit(row + 1)) {
      Optional<Object> left = values.of(f.left(), row);
      Optional<Object> right = values.of(f.right(), row);
      if (left.isEmpty() || right.isEmpty()) {
        unknown.set(row);
      } else if (Values.compare(f.comparison(), left.get(), right.get())) {
        yes.set(row);
      }
    }
    return new Truth(yes, unknown);
  }

  private Truth in(Filter.In f, BitSet among) {
    Set<Object> wanted = new HashSet<>();
    f.values().forEach(v -> wanted.add(Values.canonical(rounded(f.left(), v.value()))));
    return wholeColumn(f.left())
        .flatMap(
            field ->
                columns
                    .in(field, wanted, among)
                    .map(yes -> Truth.of(yes, rows.column(field).nulls())))
        .or(() -> paths.in(f.left(), wanted, among))
        .orElseGet(() -> each(f.left(), among, v -> wanted.contains(Values.canonical(v))));
  }

  private Truth like(Filter.Like f, BitSet among) {
    LikePattern pattern = LikePattern.of(f.pattern());
    Optional<Column> texts =
        wholeColumn(f.left()).map(rows::column).filter(Column.Strings.class::isInstance);
    if (texts.isPresent()) {
      String field = wholeColumn(f.left()).get();
      return Truth.of(columns.like(field, pattern, among), texts.get().nulls());
    }
    return paths
        .like(f.left(), pattern, among)
        .orElseGet(
            () -> each(f.left(), among, v -> v instanceof String text && pattern.matches(text)));
  }

  private Truth isNull(FieldRef field, BitSet among) {
    return Truth.certain(
        wholeColumn(field)
            .map(rows::column)
            .filter(column -> !(column instanceof Column.Jsons))
            .map(Column::nulls)
            .or(() -> paths.absent(field))
            .orElseGet(() -> ColumnScan.select(among, row -> values.of(field, row).isEmpty())));
  }

  private Truth contains(Filter.Contains f, BitSet among) {
    List<Object> wanted = f.values().stream().map(v -> rounded(f.field(), v.value())).toList();
    return each(
        f.field(),
        among,
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

  private Truth each(Operand operand, BitSet among, Predicate<Object> condition) {
    BitSet yes = new BitSet(rows.rows());
    BitSet unknown = new BitSet();
    for (int row = among.nextSetBit(0); row >= 0; row = among.nextSetBit(row + 1)) {
      Optional<Object> value = values.of(operand, row);
      if (value.isEmpty()) {
        unknown.set(row);
      } else if (condition.test(value.get())) {
        yes.set(row);
      }
    }
    return new Truth(yes, unknown);
  }

  /** As many rows as the fraction says, picked at random; what is over one row by chance. */
  private static BitSet sample(double fraction, BitSet among) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int left = among.cardinality();
    int wanted = (int) (left * fraction + random.nextDouble());
    BitSet sample = new BitSet(among.length());
    for (int row = among.nextSetBit(0); row >= 0 && wanted > 0; row = among.nextSetBit(row + 1)) {
      if (random.nextInt(left--) < wanted) {
        sample.set(row);
        wanted--;
      }
    }
    return sample;
  }

  /** The name of the field, if the operand is one as a whole. */
  private static Optional<String> wholeColumn(Operand operand) {
    return operand instanceof FieldRef ref && ref.path().isEmpty()
        ? Optional.of(ref.field())
        : Optional.empty();
  }

  /** Fields of single precision are compared in it: 0.1 is what the field made of 0.1. */
  private Object rounded(Operand operand, Object constant) {
    boolean single =
        operand instanceof FieldRef ref
            && switch (rows.column(ref.field())) {
              case Column.Floats _ -> true;
              case Column.Arrays arrays -> arrays.elements() instanceof Column.Floats;
              default -> false;
            };
    return single ? Values.rounded(constant) : constant;
  }
}
