package dev.aerie.engine.write;

import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.List;
import java.util.Optional;

/** Primary keys that a filter names outright. */
public final class NamedKeys {
  private NamedKeys() {}

  /** The keys of {@code pk == value} or {@code pk in [..]}; empty for any other filter. */
  public static Optional<Column> of(Filter filter, FieldSchema primaryKey) {
    return switch (filter) {
      case Filter.In(Operand left, List<Literal> values, _) when isKey(left, primaryKey) ->
          column(values, primaryKey);
      case Filter.Compare(Comparison comparison, Operand left, Operand right, _)
          when comparison == Comparison.EQ
              && isKey(left, primaryKey)
              && right instanceof Literal value ->
          column(List.of(value), primaryKey);
      default -> Optional.empty();
    };
  }

  private static boolean isKey(Operand operand, FieldSchema primaryKey) {
    return operand instanceof FieldRef ref
        && ref.field().equals(primaryKey.name())
        && ref.path().isEmpty();
  }

  private static Optional<Column> column(List<Literal> values, FieldSchema primaryKey) {
    if (primaryKey.type() == DataType.INT64) {
      return values.stream().allMatch(v -> v.value() instanceof Long)
          ? Optional.of(
              new Column.Longs(
                  values.stream().mapToLong(v -> (Long) v.value()).toArray(), Column.none()))
          : Optional.empty();
    }
    return Optional.of(
        new Column.Strings(
            values.stream().map(v -> (String) v.value()).toArray(String[]::new), Column.none()));
  }
}
