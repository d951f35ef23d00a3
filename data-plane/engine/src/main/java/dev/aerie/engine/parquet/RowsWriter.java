package dev.aerie.engine.parquet;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.vector.VectorRows;
import dev.aerie.engine.vector.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/** Writes a segment's rows, vectors included, as one Parquet file that any tool can read. */
public final class RowsWriter {
  private static final long ROW_GROUP_BYTES = 16L << 20;
  private static final int FEWEST_ROWS_A_GROUP = 1_000;
  private static final int MOST_ROWS_A_GROUP = 100_000;

  private final ByteBufferAllocator allocator = new HeapByteBufferAllocator();
  private final ParquetProperties properties =
      ParquetProperties.builder().withAllocator(allocator).build();
  private final RowBatch scalars;
  private final Map<String, Vectors> dense = new LinkedHashMap<>();
  private final MessageType schema;
  private final MessageType scalarSchema;

  private RowsWriter(
      CollectionSchema schema, RowBatch scalars, Map<String, ? extends VectorRows> vectors) {
    List<FieldSchema> fields = RowsSchema.fields(schema);
    Map<String, Column> columns = new LinkedHashMap<>(scalars.columns());
    vectors.forEach((name, rows) -> add(name, rows, columns));
    this.scalars = new RowBatch(scalars.rows(), columns);
    this.schema = RowsSchema.of(fields);
    this.scalarSchema =
        RowsSchema.of(fields.stream().filter(f -> !f.type().isDenseVector()).toList());
  }

  /**
   * @param scalars every column but the vectors, the engine's own included
   * @param vectors by field
   */
  public static byte[] write(
      CollectionSchema schema, RowBatch scalars, Map<String, ? extends VectorRows> vectors) {
    try {
      long vectorBytes = vectors.values().stream().mapToLong(VectorRows::bytes).sum();
      return new RowsWriter(schema, scalars, vectors).write(vectorBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only dense vectors lie in memory as Parquet wants them; others are written row by row. */
  private void add(String name, VectorRows rows, Map<String, Column> columns) {
    if (rows instanceof Vectors floats) {
      dense.put(name, floats);
    } else {
      columns.put(name, rows.gather(IntStream.range(0, rows.rows()).toArray()));
    }
  }

  private byte[] write(long vectorBytes) throws IOException {
    MemoryOutput output = new MemoryOutput(vectorBytes);
    try (ParquetFileWriter file =
        new ParquetFileWriter(
            output, schema, ParquetFileWriter.Mode.CREATE, ROW_GROUP_BYTES, 0, null, properties)) {
      file.start();
      int rowsAGroup = rowsAGroup(vectorBytes);
      for (int from = 0, group = 0; from < scalars.rows(); from += rowsAGroup, group++) {
        writeGroup(file, group, from, Math.min(scalars.rows(), from + rowsAGroup));
      }
      file.end(Map.of());
    }
    return output.toByteArray();
  }

  private int rowsAGroup(long vectorBytes) {
    long rows = ROW_GROUP_BYTES / Math.max(1, vectorBytes / Math.max(1, scalars.rows()));
    return (int) Math.clamp(rows, FEWEST_ROWS_A_GROUP, MOST_ROWS_A_GROUP);
  }

  private void writeGroup(ParquetFileWriter file, int group, int from, int to) throws IOException {
    file.startBlock(to - from);
    try (ColumnChunkPageWriteStore pages =
        ColumnChunkPageWriteStore.builder()
            .withSchema(schema)
            .withAllocator(allocator)
            .withCompressorProvider(this::compressor)
            .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
            .withPageWriteChecksumEnabled(true)
            .withRowGroupOrdinal(group)
            .build()) {
      writeScalars(pages, from, to);
      for (ColumnDescriptor descriptor : schema.getColumns()) {
        Vectors column = dense.get(descriptor.getPath()[0]);
        if (column != null) {
          new VectorPages(column, descriptor, pages.getPageWriter(descriptor), allocator)
              .write(from, to);
        }
      }
      pages.flushToFileWriter(file);
    }
    file.endBlock();
  }

  private void writeScalars(ColumnChunkPageWriteStore pages, int from, int to) {
    try (ColumnWriteStore store = properties.newColumnWriteStore(scalarSchema, pages)) {
      List<ScalarWriter> writers = new ArrayList<>();
      for (ColumnDescriptor descriptor : scalarSchema.getColumns()) {
        writers.add(new ScalarWriter(scalars.column(descriptor.getPath()[0]), descriptor, store));
      }
      for (int row = from; row < to; row++) {
        for (ScalarWriter writer : writers) {
          writer.write(row);
        }
        store.endRecord();
      }
      store.flush();
    }
  }

  /** Floats of vectors have no patterns to compress. */
  private Compressor compressor(ColumnDescriptor descriptor) {
    return dense.containsKey(descriptor.getPath()[0]) ? Compressor.NONE : Compressor.ZSTD;
  }
}
