package dev.aerie.server.rowfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.schema.CollectionSchema;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rows as one array of NumPy's a field. */
final class NumpyRows implements RowFile {
  private final Map<String, NumpyArray> fields = new TreeMap<>();
  private final FieldValues values;
  private final long rows;
  private long read;

  NumpyRows(Map<String, Path> files, CollectionSchema schema) {
    this.values = new FieldValues(schema);
    try {
      files.forEach((field, path) -> fields.put(field, NumpyArray.open(field, path)));
      this.rows = fields.values().iterator().next().rows();
      fields.forEach(
          (field, array) -> {
            if (array.rows() != rows) {
              throw FieldValues.invalid(
                  field,
                  "its array has %d rows, that of field '%s' has %d"
                      .formatted(array.rows(), fields.keySet().iterator().next(), rows));
            }
          });
    } catch (EngineException e) {
      close();
      throw e;
    }
  }

  @Override
  public Optional<ObjectNode> next() {
    if (read == rows) {
      return Optional.empty();
    }
    read++;
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    fields.forEach((field, array) -> values.put(row, field, array.next(values)));
    return Optional.of(row);
  }

  @Override
  public double progress() {
    return rows == 0 ? 1 : (double) read / rows;
  }

  @Override
  public void close() {
    fields.values().forEach(NumpyArray::close);
  }
}
