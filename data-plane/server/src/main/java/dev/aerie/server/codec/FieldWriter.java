package dev.aerie.server.codec;

import com.google.protobuf.ByteString;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import io.milvus.grpc.ArrayArray;
import io.milvus.grpc.BoolArray;
import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.IDs;
import io.milvus.grpc.IntArray;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.VectorField;
import java.util.Arrays;
import java.util.Optional;

/** Columns of answers for the wire. */
public final class FieldWriter {
  private FieldWriter() {}

  /**
   * A column under its field's name; one that is no field of the schema is a whole number, as
   * {@code count(*)} is.
   */
  public static FieldData write(String name, Optional<FieldSchema> field, Column column) {
    boolean dynamic = name.equals(CollectionSchema.META);
    DataType type = dynamic ? DataType.JSON : field.map(FieldSchema::type).orElse(DataType.INT64);
    FieldData.Builder wire =
        FieldData.newBuilder()
            .setFieldName(name)
            .setTypeValue(type.number())
            .setIsDynamic(dynamic)
            .setFieldId(field.map(FieldSchema::id).orElse(0L));
    switch (column) {
      case Column.FloatVectors vectors ->
          wire.setVectors(DenseVectors.write(type, vectors.dimension(), vectors.values()));
      case Column.BinaryVectors vectors ->
          wire.setVectors(
              VectorField.newBuilder()
                  .setDim(vectors.dimension())
                  .setBinaryVector(ByteString.copyFrom(vectors.values())));
      case Column.SparseVectors vectors -> wire.setVectors(SparseRows.write(vectors));
      default -> wire.setScalars(scalars(column, 0, column.size()));
    }
    if (!column.nulls().isEmpty() || field.map(FieldSchema::nullable).orElse(false)) {
      for (int row = 0; row < column.size(); row++) {
        wire.addValidData(!column.isNull(row));
      }
    }
    return wire.build();
  }

  /** Primary keys. */
  public static IDs ids(Column keys) {
    return switch (keys) {
      case Column.Strings strings ->
          IDs.newBuilder()
              .setStrId(StringArray.newBuilder().addAllData(Arrays.asList(strings.values())))
              .build();
      case Column.Longs longs -> IDs.newBuilder().setIntId(longs(longs.values())).build();
      default -> throw new IllegalArgumentException("no primary keys: " + keys);
    };
  }

  private static ScalarField scalars(Column column, int from, int to) {
    ScalarField.Builder wire = ScalarField.newBuilder();
    switch (column) {
      case Column.Bools bools -> {
        BoolArray.Builder data = BoolArray.newBuilder();
        for (int row = from; row < to; row++) {
          data.addData(bools.values()[row]);
        }
        wire.setBoolData(data);
      }
      case Column.Ints ints ->
          wire.setIntData(
              IntArray.newBuilder()
                  .addAllData(Arrays.stream(ints.values(), from, to).boxed().toList()));
      case Column.Longs longs ->
          wire.setLongData(longs(Arrays.copyOfRange(longs.values(), from, to)));
      case Column.Floats floats ->
          wire.setFloatData(floats(Arrays.copyOfRange(floats.values(), from, to)));
      case Column.Doubles doubles ->
          wire.setDoubleData(
              DoubleArray.newBuilder()
                  .addAllData(Arrays.stream(doubles.values(), from, to).boxed().toList()));
      case Column.Strings strings ->
          wire.setStringData(
              StringArray.newBuilder()
                  .addAllData(Arrays.asList(strings.values()).subList(from, to)));
      case Column.Jsons jsons -> {
        JSONArray.Builder data = JSONArray.newBuilder();
        for (int row = from; row < to; row++) {
          data.addData(ByteString.copyFrom(jsons.values()[row]));
        }
        wire.setJsonData(data);
      }
      case Column.Arrays arrays -> wire.setArrayData(arrays(arrays, from, to));
      case Column.FloatVectors _, Column.BinaryVectors _, Column.SparseVectors _ ->
          throw new IllegalArgumentException("vectors are no scalars");
    }
    return wire.build();
  }

  private static ArrayArray arrays(Column.Arrays arrays, int from, int to) {
    ArrayArray.Builder wire =
        ArrayArray.newBuilder().setElementTypeValue(arrays.elementType().number());
    for (int row = from; row < to; row++) {
      wire.addData(scalars(arrays.elements(), arrays.offsets()[row], arrays.offsets()[row + 1]));
    }
    return wire.build();
  }

  private static LongArray longs(long[] values) {
    LongArray.Builder wire = LongArray.newBuilder();
    for (long value : values) {
      wire.addData(value);
    }
    return wire.build();
  }

  private static FloatArray floats(float[] values) {
    FloatArray.Builder wire = FloatArray.newBuilder();
    for (float value : values) {
      wire.addData(value);
    }
    return wire.build();
  }
}
