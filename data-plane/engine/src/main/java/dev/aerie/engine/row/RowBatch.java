package dev.aerie.engine.row;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rows by column, in and out of the engine. Dynamic fields travel as the JSON column {@code $meta}.
 *
 * @param rows number of rows; every column has as many
 * @param columns by field name, in a stable order
 */
public record RowBatch(int rows, Map<String, Column> columns) {
  public RowBatch {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    for (var entry : columns.entrySet()) {
      if (entry.getValue().size() != rows) {
        throw new EngineException(
            ErrorCode.INVALID_VALUE,
            "field '%s' has %d rows where %d are expected"
                .formatted(entry.getKey(), entry.getValue().size(), rows));
      }
    }
  }

  /** The rows with a further column, or another one of its name. */
  public RowBatch with(String name, Column column) {
    Map<String, Column> more = new LinkedHashMap<>(columns);
    more.put(name, column);
    return new RowBatch(rows, more);
  }

  /** The rows without a column that may be there. */
  public RowBatch without(String name) {
    Map<String, Column> fewer = new LinkedHashMap<>(columns);
    fewer.remove(name);
    return new RowBatch(rows, fewer);
  }

  /**
   * @throws EngineException {@link ErrorCode#FIELD_NOT_FOUND}
   */
  public Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new EngineException(ErrorCode.FIELD_NOT_FOUND, "no column '" + name + "' in the rows");
    }
    return column;
  }
}
