package dev.aerie.engine.row;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;

/**
 * Columns without rows, and columns of nulls: the starting points of building a column for a field.
 */
public final class EmptyColumns {
  private EmptyColumns() {}

  /** A column of no rows that fits the field. */
  public static Column of(FieldSchema field) {
    return switch (field.type()) {
      case ARRAY ->
          new Column.Arrays(
              field.elementType().orElseThrow(),
              new int[1],
              ofScalar(field.elementType().orElseThrow()),
              Column.none());
      case FLOAT_VECTOR, FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR ->
          new Column.FloatVectors(field.dimension(), new float[0], Column.none());
      case SPARSE_FLOAT_VECTOR ->
          new Column.SparseVectors(new int[1], new int[0], new float[0], Column.none());
      case BINARY_VECTOR -> new Column.BinaryVectors(field.dimension(), new byte[0], Column.none());
      default -> ofScalar(field.type());
    };
  }

  /** A column of {@code rows} nulls that fits the field. */
  public static Column nulls(FieldSchema field, int rows) {
    Column blank = blank(field, rows);
    blank.nulls().set(0, rows);
    return blank;
  }

  private static Column blank(FieldSchema field, int rows) {
    java.util.BitSet nulls = new java.util.BitSet(rows);
    return switch (of(field)) {
      case Column.Bools _ -> new Column.Bools(new boolean[rows], nulls);
      case Column.Ints _ -> new Column.Ints(new int[rows], nulls);
      case Column.Longs _ -> new Column.Longs(new long[rows], nulls);
      case Column.Floats _ -> new Column.Floats(new float[rows], nulls);
      case Column.Doubles _ -> new Column.Doubles(new double[rows], nulls);
      case Column.Strings _ -> new Column.Strings(filled(new String[rows], ""), nulls);
      case Column.Jsons _ -> new Column.Jsons(filled(new byte[rows][], new byte[0]), nulls);
      case Column.Arrays a ->
          new Column.Arrays(a.elementType(), new int[rows + 1], a.elements(), nulls);
      case Column.FloatVectors v ->
          new Column.FloatVectors(v.dimension(), new float[rows * v.dimension()], nulls);
      case Column.SparseVectors v ->
          new Column.SparseVectors(new int[rows + 1], v.indices(), v.weights(), nulls);
      case Column.BinaryVectors v ->
          new Column.BinaryVectors(
              v.dimension(), new byte[rows * (v.dimension() / Byte.SIZE)], nulls);
    };
  }

  private static <T> T[] filled(T[] array, T value) {
    java.util.Arrays.fill(array, value);
    return array;
  }

  private static Column ofScalar(DataType type) {
    return switch (type) {
      case BOOL -> new Column.Bools(new boolean[0], Column.none());
      case INT8, INT16, INT32 -> new Column.Ints(new int[0], Column.none());
      case INT64 -> new Column.Longs(new long[0], Column.none());
      case FLOAT -> new Column.Floats(new float[0], Column.none());
      case DOUBLE -> new Column.Doubles(new double[0], Column.none());
      case VARCHAR -> new Column.Strings(new String[0], Column.none());
      case JSON -> new Column.Jsons(new byte[0][], Column.none());
      default ->
          throw new EngineException(
              ErrorCode.UNSUPPORTED, "fields of type " + type + " are not supported yet");
    };
  }
}
