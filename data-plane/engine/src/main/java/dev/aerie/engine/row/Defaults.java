package dev.aerie.engine.row;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Default values of fields. */
public final class Defaults {
  private Defaults() {}

  /** A column of default values, or of nulls for a field without one. */
  public static Column column(FieldSchema field, int rows) {
    if (field.defaultValue().isEmpty()) {
      return EmptyColumns.nulls(field, rows);
    }
    Column one = single(field);
    ColumnBuilder builder = ColumnBuilder.like(one, rows);
    for (int i = 0; i < rows; i++) {
      builder.append(one);
    }
    return builder.build();
  }

  /** A column with the default value where the given one is null. */
  public static Column fill(FieldSchema field, Column given) {
    if (field.defaultValue().isEmpty()) {
      return given;
    }
    Column one = single(field);
    BitSet nulls = given.nulls();
    ColumnBuilder builder = ColumnBuilder.like(given, given.size());
    for (int i = 0; i < given.size(); i++) {
      if (nulls.get(i)) {
        builder.append(one);
      } else {
        builder.append(given, i, i + 1);
      }
    }
    return builder.build();
  }

  /** Rows that were written before some scalar fields were added to their collection, with them. */
  public static RowBatch complete(CollectionSchema schema, RowBatch rows) {
    List<FieldSchema> added =
        schema.fields().stream()
            .filter(field -> !field.type().isVector())
            .filter(field -> !rows.columns().containsKey(field.name()))
            .toList();
    if (added.isEmpty()) {
      return rows;
    }
    Map<String, Column> columns = new LinkedHashMap<>(rows.columns());
    added.forEach(field -> columns.put(field.name(), column(field, rows.rows())));
    return new RowBatch(rows.rows(), columns);
  }

  private static Column single(FieldSchema field) {
    Object value = field.defaultValue().orElseThrow();
    return switch (EmptyColumns.of(field)) {
      case Column.Bools _ -> new Column.Bools(new boolean[] {(Boolean) value}, Column.none());
      case Column.Ints _ -> new Column.Ints(new int[] {((Number) value).intValue()}, Column.none());
      case Column.Longs _ ->
          new Column.Longs(new long[] {((Number) value).longValue()}, Column.none());
      case Column.Floats _ ->
          new Column.Floats(new float[] {((Number) value).floatValue()}, Column.none());
      case Column.Doubles _ ->
          new Column.Doubles(new double[] {((Number) value).doubleValue()}, Column.none());
      case Column.Strings _ -> new Column.Strings(new String[] {(String) value}, Column.none());
      case Column.Jsons _,
          Column.Arrays _,
          Column.FloatVectors _,
          Column.BinaryVectors _,
          Column.SparseVectors _ ->
          throw new EngineException(
              ErrorCode.INVALID_VALUE, "field '" + field.name() + "': cannot have a default value");
    };
  }
}
