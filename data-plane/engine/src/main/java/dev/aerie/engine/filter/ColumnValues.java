package dev.aerie.engine.filter;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.row.Column;
import java.util.ArrayList;
import java.util.List;

/** Single values of columns in the types that filters know. */
public final class ColumnValues {
  private ColumnValues() {}

  /** The value of a row that is not null: Boolean, Long, Double, String or List. */
  public static Object value(Column column, int row) {
    return switch (column) {
      case Column.Bools c -> c.values()[row];
      case Column.Ints c -> (long) c.values()[row];
      case Column.Longs c -> c.values()[row];
      case Column.Floats c -> (double) c.values()[row];
      case Column.Doubles c -> c.values()[row];
      case Column.Strings c -> c.values()[row];
      case Column.Jsons c -> JsonPath.find(c.values()[row], List.of()).orElse("");
      case Column.Arrays c -> {
        List<Object> elements = new ArrayList<>();
        for (int i = c.offsets()[row]; i < c.offsets()[row + 1]; i++) {
          elements.add(value(c.elements(), i));
        }
        yield elements;
      }
      case Column.FloatVectors _, Column.BinaryVectors _, Column.SparseVectors _ ->
          throw new EngineException(
              ErrorCode.FILTER_SYNTAX, "a vector field cannot stand in a filter");
    };
  }
}
