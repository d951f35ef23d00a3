package dev.aerie.server.codec;

import com.google.protobuf.ByteString;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Columns of an insert from the wire. Where rows are null, clients send either a value for every
 * row or only those of the rows that are not; both are read.
 */
public final class FieldReader {
  private final FieldSchema schema;
  private final FieldData wire;
  private final int rows;
  private final BitSet nulls;

  private FieldReader(FieldSchema schema, FieldData wire, int rows) {
    this.schema = schema;
    this.wire = wire;
    this.rows = rows;
    this.nulls = nulls(wire);
  }

  /**
   * The column of a field.
   *
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} when the values are of another type or
   *     number
   */
  public static Column read(FieldSchema schema, FieldData wire, int rows) {
    return new FieldReader(schema, wire, rows).column();
  }

  private static BitSet nulls(FieldData wire) {
    BitSet nulls = new BitSet();
    for (int row = 0; row < wire.getValidDataCount(); row++) {
      if (!wire.getValidData(row)) {
        nulls.set(row);
      }
    }
    return nulls;
  }

  private Column column() {
    // A row takes a byte at least, of values or of what says that it is null.
    if (rows < 0 || rows > wire.getSerializedSize()) {
      throw mismatch(
          "fewer values are given than for %s rows".formatted(Integer.toUnsignedString(rows)));
    }
    int type = wire.getTypeValue();
    if (type != io.milvus.grpc.DataType.None_VALUE && type != schema.type().number()) {
      throw mismatch(
          "the values are of type %s, the field of type %s"
              .formatted(wire.getType(), schema.type()));
    }
    ScalarField scalars = wire.getScalars();
    return switch (schema.type()) {
      case BOOL -> {
        boolean[] values = new boolean[rows];
        spread(scalars.getBoolData().getDataList(), (row, value) -> values[row] = value);
        yield new Column.Bools(values, nulls);
      }
      case INT8, INT16, INT32 -> {
        int[] values = new int[rows];
        spread(scalars.getIntData().getDataList(), (row, value) -> values[row] = value);
        yield new Column.Ints(values, nulls);
      }
      case INT64 -> {
        long[] values = new long[rows];
        spread(scalars.getLongData().getDataList(), (row, value) -> values[row] = value);
        yield new Column.Longs(values, nulls);
      }
      case FLOAT -> {
        float[] values = new float[rows];
        spread(scalars.getFloatData().getDataList(), (row, value) -> values[row] = value);
        yield new Column.Floats(values, nulls);
      }
      case DOUBLE -> {
        double[] values = new double[rows];
        spread(scalars.getDoubleData().getDataList(), (row, value) -> values[row] = value);
        yield new Column.Doubles(values, nulls);
      }
      case VARCHAR -> {
        String[] values = filled(new String[rows], row -> "");
        spread(scalars.getStringData().getDataList(), (row, value) -> values[row] = value);
        yield new Column.Strings(values, nulls);
      }
      case JSON -> {
        byte[][] values = filled(new byte[rows][], row -> new byte[0]);
        List<ByteString> given = scalars.getJsonData().getDataList();
        spread(given, (row, value) -> values[row] = value.toByteArray());
        yield new Column.Jsons(values, nulls);
      }
      case ARRAY -> arrays(scalars.getArrayData().getDataList());
      case FLOAT_VECTOR, FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR -> vectors();
      case BINARY_VECTOR -> bits();
      case SPARSE_FLOAT_VECTOR -> {
        ByteString[] values = filled(new ByteString[rows], row -> ByteString.EMPTY);
        List<ByteString> given = wire.getVectors().getSparseFloatVector().getContentsList();
        spread(given, (row, value) -> values[row] = value);
        yield SparseRows.read(List.of(values), nulls);
      }
      default -> throw mismatch("type " + schema.type() + " is not supported by this server yet");
    };
  }

  private Column vectors() {
    long dimension = dimension();
    float[] values = DenseVectors.read(schema.type(), wire.getVectors());
    if (values.length != (long) rows * dimension) {
      throw new EngineException(
          ErrorCode.DIMENSION_MISMATCH,
          "field '%s': %d numbers are given where %d rows of dimension %d need %d"
              .formatted(schema.name(), values.length, rows, dimension, rows * dimension));
    }
    return new Column.FloatVectors(schema.dimension(), values, nulls);
  }

  private Column bits() {
    long dimension = dimension();
    byte[] values = wire.getVectors().getBinaryVector().toByteArray();
    if (values.length != rows * dimension / Byte.SIZE) {
      throw new EngineException(
          ErrorCode.DIMENSION_MISMATCH,
          "field '%s': %d bytes are given where %d rows of dimension %d need %d"
              .formatted(
                  schema.name(), values.length, rows, dimension, rows * dimension / Byte.SIZE));
    }
    return new Column.BinaryVectors(schema.dimension(), values, nulls);
  }

  private long dimension() {
    long dimension = wire.getVectors().getDim();
    if (dimension != schema.dimension()) {
      throw new EngineException(
          ErrorCode.DIMENSION_MISMATCH,
          "field '%s': the vectors have dimension %d, the collection has %d"
              .formatted(schema.name(), dimension, schema.dimension()));
    }
    return dimension;
  }

  private Column arrays(List<ScalarField> given) {
    ScalarField[] perRow = filled(new ScalarField[rows], row -> ScalarField.getDefaultInstance());
    spread(given, (row, value) -> perRow[row] = value);
    DataType elementType = schema.elementType().orElseThrow();
    int[] offsets = new int[rows + 1];
    ScalarField.Builder all = ScalarField.newBuilder();
    for (int row = 0; row < rows; row++) {
      all.mergeFrom(perRow[row]);
      offsets[row + 1] = offsets[row] + Elements.count(schema, row, perRow[row]);
    }
    FieldSchema element = FieldSchema.builder(schema.name(), elementType).build();
    FieldData data = FieldData.newBuilder().setScalars(all).build();
    Column elements = read(element, data, offsets[rows]);
    return new Column.Arrays(elementType, offsets, elements, nulls);
  }

  private interface Slot<T> {
    void set(int row, T value);
  }

  private <T> void spread(List<T> given, Slot<T> slot) {
    int valid = rows - nulls.cardinality();
    if (given.size() == rows) {
      for (int row = 0; row < rows; row++) {
        slot.set(row, given.get(row));
      }
    } else if (given.size() == valid) {
      int next = 0;
      for (int row = nulls.nextClearBit(0); next < valid; row = nulls.nextClearBit(row + 1)) {
        slot.set(row, given.get(next++));
      }
    } else {
      throw mismatch(
          "%d values of type %s are given for %d rows"
              .formatted(given.size(), schema.type(), rows));
    }
  }

  private static <T> T[] filled(T[] values, IntFunction<T> fill) {
    java.util.Arrays.setAll(values, fill);
    return values;
  }

  private EngineException mismatch(String why) {
    return new EngineException(
        ErrorCode.INVALID_VALUE, "field '%s': %s".formatted(schema.name(), why));
  }
}
