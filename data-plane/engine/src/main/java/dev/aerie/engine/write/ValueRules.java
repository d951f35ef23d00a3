package dev.aerie.engine.write;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.JsonPath;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** What the values of a field have to be like. */
final class ValueRules {
  private static final int MAX_JSON_BYTES = 65_536;

  private final long firstRow;

  /**
   * @param firstRow what messages call the first row
   */
  ValueRules(long firstRow) {
    this.firstRow = firstRow;
  }

  /**
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} or {@link ErrorCode#DIMENSION_MISMATCH}
   *     naming field and row
   */
  void check(FieldSchema field, Column column) {
    switch (field.type()) {
      case JSON -> checkJson(field, column);
      case ARRAY -> checkArrays(field, column);
      case FLOAT_VECTOR, FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR ->
          checkVectors(field, column);
      case BINARY_VECTOR -> checkBits(field, column);
      case SPARSE_FLOAT_VECTOR -> {
        if (!(column instanceof Column.SparseVectors vectors)) {
          throw wrongType(field);
        }
        SparseRules.check(field, vectors, firstRow);
      }
      case FLOAT, DOUBLE -> {
        checkScalars(field, field.type(), column, this::row);
        checkFinite(field, column);
      }
      default -> checkScalars(field, field.type(), column, this::row);
    }
  }

  /**
   * @param place names a value for messages
   */
  private static void checkScalars(
      FieldSchema field, DataType type, Column column, IntFunction<String> place) {
    switch (type) {
      case BOOL -> expect(field, column instanceof Column.Bools);
      case INT8 -> checkRange(field, column, Byte.MIN_VALUE, Byte.MAX_VALUE, place);
      case INT16 -> checkRange(field, column, Short.MIN_VALUE, Short.MAX_VALUE, place);
      case INT32 -> expect(field, column instanceof Column.Ints);
      case INT64 -> expect(field, column instanceof Column.Longs);
      case FLOAT -> expect(field, column instanceof Column.Floats);
      case DOUBLE -> expect(field, column instanceof Column.Doubles);
      case VARCHAR -> checkTexts(field, column, place);
      default ->
          throw new EngineException(
              ErrorCode.UNSUPPORTED,
              "field '%s': type %s is not supported yet".formatted(field.name(), type));
    }
  }

  private static void checkRange(
      FieldSchema field, Column column, int from, int to, IntFunction<String> place) {
    if (!(column instanceof Column.Ints ints)) {
      throw wrongType(field);
    }
    for (int i = 0; i < ints.size(); i++) {
      int value = ints.values()[i];
      if (value < from || value > to) {
        throw RowRules.invalid(
            field,
            "%s: %d is out of range, which is %d to %d".formatted(place.apply(i), value, from, to));
      }
    }
  }

  /** Elements of arrays may be any number, as in Milvus. */
  private void checkFinite(FieldSchema field, Column column) {
    IntToDoubleFunction values =
        column instanceof Column.Doubles doubles
            ? i -> doubles.values()[i]
            : i -> ((Column.Floats) column).values()[i];
    for (int i = 0; i < column.size(); i++) {
      if (!Double.isFinite(values.applyAsDouble(i))) {
        throw notFinite(field, row(i), values.applyAsDouble(i));
      }
    }
  }

  private static EngineException notFinite(FieldSchema field, String place, double value) {
    return RowRules.invalid(
        field, "%s: value '%s' is not a number or infinity".formatted(place, value));
  }

  private static void checkTexts(FieldSchema field, Column column, IntFunction<String> place) {
    if (!(column instanceof Column.Strings texts)) {
      throw wrongType(field);
    }
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.values()[i];
      // UTF-8 needs at most three bytes a char, so most texts need no encoding to be sure
      if (text.length() * 3 > field.maxLength()
          && text.getBytes(StandardCharsets.UTF_8).length > field.maxLength()) {
        throw RowRules.invalid(
            field,
            "%s: the text of %d bytes exceeds max length %d"
                .formatted(
                    place.apply(i),
                    text.getBytes(StandardCharsets.UTF_8).length,
                    field.maxLength()));
      }
    }
  }

  private void checkJson(FieldSchema field, Column column) {
    if (!(column instanceof Column.Jsons documents)) {
      throw wrongType(field);
    }
    boolean object = field.name().equals(CollectionSchema.META);
    for (int row = 0; row < documents.size(); row++) {
      byte[] document = documents.values()[row];
      if (documents.isNull(row)) {
        continue;
      }
      if (document.length > MAX_JSON_BYTES) {
        throw RowRules.invalid(
            field, "%s: JSON of %d bytes exceeds 65536".formatted(row(row), document.length));
      }
      if (!JsonPath.isWellFormed(document, object)) {
        throw RowRules.invalid(
            field, "%s: is no well-formed JSON%s".formatted(row(row), object ? " object" : ""));
      }
    }
  }

  private void checkArrays(FieldSchema field, Column column) {
    DataType elementType = field.elementType().orElseThrow();
    if (!(column instanceof Column.Arrays arrays)) {
      throw wrongType(field);
    }
    for (int row = 0; row < arrays.size(); row++) {
      int length = arrays.offsets()[row + 1] - arrays.offsets()[row];
      if (length > field.maxCapacity()) {
        throw RowRules.invalid(
            field,
            "%s: %d elements exceed max capacity %d"
                .formatted(row(row), length, field.maxCapacity()));
      }
    }
    checkScalars(field, elementType, arrays.elements(), i -> place(arrays, i));
  }

  private String place(Column.Arrays arrays, int element) {
    int row = 0;
    while (arrays.offsets()[row + 1] <= element) {
      row++;
    }
    return "%s, element %d".formatted(row(row), element - arrays.offsets()[row]);
  }

  private void checkVectors(FieldSchema field, Column column) {
    if (!(column instanceof Column.FloatVectors vectors)) {
      throw wrongType(field);
    }
    requireDimension(field, vectors.dimension());
    float[] values = vectors.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw notFinite(field, row(i / field.dimension()), values[i]);
      }
    }
  }

  private static void checkBits(FieldSchema field, Column column) {
    if (!(column instanceof Column.BinaryVectors vectors)) {
      throw wrongType(field);
    }
    requireDimension(field, vectors.dimension());
  }

  private static void requireDimension(FieldSchema field, int given) {
    if (given != field.dimension()) {
      throw new EngineException(
          ErrorCode.DIMENSION_MISMATCH,
          "field '%s': the length of the vectors, %d, does not match its dimension %d"
              .formatted(field.name(), given, field.dimension()));
    }
  }

  private String row(int row) {
    return "row " + (firstRow + row);
  }

  private static void expect(FieldSchema field, boolean fits) {
    if (!fits) {
      throw wrongType(field);
    }
  }

  private static EngineException wrongType(FieldSchema field) {
    return RowRules.invalid(field, "the rows have another type than " + field.type());
  }
}
