package dev.aerie.engine.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.vector.Vectors;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowsFileTest {
  private static final int ROWS = 1_500;

  private static final List<DataType> ELEMENTS =
      List.of(
          DataType.BOOL,
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.VARCHAR);

  /** Every type that can be stored, each once plain and once nullable. */
  private static final CollectionSchema SCHEMA = schema();

  @Test
  void givesBackEveryTypeWithItsNulls() {
    RowBatch written = rows();
    byte[] file = RowsWriter.write(SCHEMA, written, vectors());
    RowBatch read = RowsReader.read("some/rows", MemorySegment.ofArray(file), ROWS, SCHEMA);
    assertThat(read.columns().keySet()).isEqualTo(written.columns().keySet());
    written
        .columns()
        .forEach(
            (name, column) ->
                assertThat(read.column(name))
                    .as(name)
                    .usingRecursiveComparison()
                    .isEqualTo(column));
  }

  @Test
  void holdsTheVectorsForOtherTools() throws IOException {
    byte[] file = RowsWriter.write(SCHEMA, rows(), vectors());
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
        ColumnReader column = reader.columnReader("vector.list.element")) {
      assertThat(column.nextBatch()).isTrue();
      assertThat(column.getFloats()[7]).isEqualTo(7f);
    }
  }

  @Test
  void namesAFileItCannotRead() {
    byte[] file = RowsWriter.write(SCHEMA, rows(), vectors());
    java.util.Arrays.fill(file, file.length - 200, file.length - 8, (byte) 0x7f);
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(() -> RowsReader.read("some/rows", MemorySegment.ofArray(file), ROWS, SCHEMA))
        .withMessageContaining("some/rows");
  }

  private static CollectionSchema schema() {
    List<FieldSchema> fields = new java.util.ArrayList<>();
    fields.add(FieldSchema.builder("id", DataType.INT64).primaryKey(true).build().withId(100));
    for (DataType type :
        List.of(
            DataType.BOOL,
            DataType.INT8,
            DataType.INT32,
            DataType.FLOAT,
            DataType.DOUBLE,
            DataType.VARCHAR,
            DataType.JSON)) {
      for (boolean nullable : new boolean[] {false, true}) {
        FieldSchema.Builder field =
            FieldSchema.builder(type + (nullable ? "_nullable" : ""), type).nullable(nullable);
        fields.add(field.build().withId(101 + fields.size()));
      }
    }
    for (DataType element : ELEMENTS) {
      for (boolean nullable : new boolean[] {false, true}) {
        fields.add(
            FieldSchema.builder("ARRAY_" + element + (nullable ? "_nullable" : ""), DataType.ARRAY)
                .elementType(element)
                .nullable(nullable)
                .build()
                .withId(101 + fields.size()));
      }
    }
    fields.add(
        FieldSchema.builder("vector", DataType.FLOAT_VECTOR).dimension(4).build().withId(200));
    return new CollectionSchema("", fields, true);
  }

  private static RowBatch rows() {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (FieldSchema field : RowsSchema.fields(SCHEMA)) {
      if (!field.type().isVector()) {
        columns.put(field.name(), column(field));
      }
    }
    assertThat(columns).containsKeys("$meta", SystemColumns.TIMESTAMP);
    return new RowBatch(ROWS, columns);
  }

  private static Column column(FieldSchema field) {
    BitSet nulls = new BitSet(0);
    for (int i = 0; field.nullable() && i < ROWS; i += 3) {
      nulls.set(i);
    }
    return field.type() == DataType.ARRAY
        ? lists(field.elementType().orElseThrow(), nulls)
        : scalars(field.type(), ROWS, nulls);
  }

  private static Column scalars(DataType type, int count, BitSet nulls) {
    boolean[] bools = new boolean[count];
    int[] ints = new int[count];
    long[] longs = new long[count];
    float[] floats = new float[count];
    double[] doubles = new double[count];
    String[] texts = new String[count];
    byte[][] documents = new byte[count][];
    for (int i = 0; i < count; i++) {
      boolean present = !nulls.get(i);
      bools[i] = present && i % 2 == 1;
      ints[i] = present ? i % 100 : 0;
      longs[i] = present ? 1L << 40 | i : 0;
      floats[i] = present ? i / 3f : 0;
      doubles[i] = present ? i / 7d : 0;
      texts[i] = present ? "text-ä-" + i % 50 : "";
      documents[i] =
          present
              ? ("{\"n\": " + i + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8)
              : new byte[0];
    }
    return switch (type) {
      case BOOL -> new Column.Bools(bools, nulls);
      case INT8, INT16, INT32 -> new Column.Ints(ints, nulls);
      case INT64 -> new Column.Longs(longs, nulls);
      case FLOAT -> new Column.Floats(floats, nulls);
      case DOUBLE -> new Column.Doubles(doubles, nulls);
      case VARCHAR -> new Column.Strings(texts, nulls);
      default -> new Column.Jsons(documents, nulls);
    };
  }

  /** Rows of none to three elements; a null row has none. */
  private static Column lists(DataType element, BitSet nulls) {
    int[] offsets = new int[ROWS + 1];
    for (int i = 0; i < ROWS; i++) {
      offsets[i + 1] = offsets[i] + (nulls.get(i) ? 0 : i % 4);
    }
    return new Column.Arrays(
        element, offsets, scalars(element, offsets[ROWS], Column.none()), nulls);
  }

  private static Map<String, Vectors> vectors() {
    float[] values = new float[4 * ROWS];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Map.of("vector", Vectors.of(new Column.FloatVectors(4, values, Column.none())));
  }
}
