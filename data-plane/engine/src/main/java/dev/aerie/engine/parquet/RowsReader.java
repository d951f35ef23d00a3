package dev.aerie.engine.parquet;

import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.Defaults;
import dev.aerie.engine.row.EmptyColumns;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.Validity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the scalar columns of a segment's Parquet file; the vectors in it are left alone. */
public final class RowsReader {
  private RowsReader() {}

  /**
   * @param rows how many the manifest says there are
   * @throws ObjectStoreException OBJECT_DAMAGED naming the object when it cannot be read
   */
  public static RowBatch read(String key, MemorySegment object, int rows, CollectionSchema schema) {
    Map<String, Column> columns = new LinkedHashMap<>();
    try (ParquetFileReader file = ParquetFileReader.open(InputFile.of(object.asByteBuffer()))) {
      for (FieldSchema field : RowsSchema.fields(schema)) {
        if (!field.type().isVector() && isIn(file, field)) {
          columns.put(field.name(), column(file, field, rows));
        }
      }
      return Defaults.complete(schema, new RowBatch(rows, columns));
    } catch (IOException | RuntimeException e) {
      throw ObjectStoreException.damaged(key, "cannot be read as Parquet: " + e.getMessage());
    }
  }

  /** Whether the file has a field; one that was added after it was written it has not. */
  private static boolean isIn(ParquetFileReader file, FieldSchema field) {
    return file.getFileSchema().getRootNode().children().stream()
        .anyMatch(node -> node.name().equals(field.name()));
  }

  private static Column column(ParquetFileReader file, FieldSchema field, int rows) {
    String path = field.type() == DataType.ARRAY ? field.name() + ".list.element" : field.name();
    ColumnBuilder builder = ColumnBuilder.like(EmptyColumns.of(field), rows);
    try (ColumnReader reader = file.columnReader(path)) {
      while (reader.nextBatch()) {
        builder.append(
            field.type() == DataType.ARRAY
                ? lists(reader, field.elementType().orElseThrow())
                : scalars(
                    reader,
                    field.type(),
                    reader.getRecordCount(),
                    nulls(reader.getLeafValidity(), reader.getRecordCount())));
      }
    }
    return builder.build();
  }

  private static Column lists(ColumnReader reader, DataType elementType) {
    int rows = reader.getRecordCount();
    int[] offsets = Arrays.copyOf(reader.getLayerOffsets(0), rows + 1);
    Column elements = scalars(reader, elementType, reader.getValueCount(), Column.none());
    return new Column.Arrays(
        elementType, offsets, elements, nulls(reader.getLayerValidity(0), rows));
  }

  private static Column scalars(ColumnReader reader, DataType type, int count, BitSet nulls) {
    return switch (type) {
      case BOOL -> new Column.Bools(Arrays.copyOf(reader.getBooleans(), count), nulls);
      case INT8, INT16, INT32 -> new Column.Ints(Arrays.copyOf(reader.getInts(), count), nulls);
      case INT64 -> new Column.Longs(Arrays.copyOf(reader.getLongs(), count), nulls);
      case FLOAT -> new Column.Floats(Arrays.copyOf(reader.getFloats(), count), nulls);
      case DOUBLE -> new Column.Doubles(Arrays.copyOf(reader.getDoubles(), count), nulls);
      case VARCHAR ->
          new Column.Strings(filled(Arrays.copyOf(reader.getStrings(), count), ""), nulls);
      case JSON ->
          new Column.Jsons(filled(Arrays.copyOf(reader.getBinaries(), count), new byte[0]), nulls);
      default -> throw new IllegalArgumentException("type " + type + " cannot be stored");
    };
  }

  private static BitSet nulls(Validity validity, int rows) {
    BitSet nulls = new BitSet(0);
    for (int row = 0; validity.hasNulls() && row < rows; row++) {
      nulls.set(row, validity.isNull(row));
    }
    return nulls;
  }

  private static <T> T[] filled(T[] values, T forNull) {
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] == null ? forNull : values[i];
    }
    return values;
  }
}
