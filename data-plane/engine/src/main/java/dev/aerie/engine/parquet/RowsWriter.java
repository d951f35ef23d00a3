package dev.aerie.engine.parquet;

import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.vector.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Writes a segment's rows, vectors included, as one Parquet file that any tool can read. */
public final class RowsWriter {
  private static final long ROW_GROUP_BYTES = 64L << 20;

  private RowsWriter() {}

  /**
   * @param scalars every column but the vectors, the engine's own included
   * @param vectors by field
   */
  public static byte[] write(
      CollectionSchema schema, RowBatch scalars, Map<String, Vectors> vectors) {
    List<FieldSchema> fields = RowsSchema.fields(schema);
    List<FieldWriter> writers = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      FieldSchema field = fields.get(i);
      writers.add(
          field.type().isVector()
              ? FieldWriter.ofVectors(field.name(), i, vectors.get(field.name()))
              : FieldWriter.of(field.name(), i, scalars.column(field.name())));
    }
    MemoryOutput output = new MemoryOutput();
    Builder builder = new Builder(output, new Rows(RowsSchema.of(fields), writers));
    schema.vectorFields().forEach(f -> builder.storePlainly(f.name()));
    try (ParquetWriter<Integer> writer = builder.build()) {
      for (int row = 0; row < scalars.rows(); row++) {
        writer.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return output.toByteArray();
  }

  private static final class Builder extends ParquetWriter.Builder<Integer, Builder> {
    private final Rows rows;

    Builder(OutputFile file, Rows rows) {
      super(file);
      this.rows = rows;
      withConf(new PlainParquetConfiguration());
      withCodecFactory(new ZstdCodecs());
      withCompressionCodec(CompressionCodecName.ZSTD);
      withRowGroupSize(ROW_GROUP_BYTES);
    }

    /** Floats of vectors have neither repeats to look up nor patterns to compress. */
    void storePlainly(String field) {
      String element = field + ".list.element";
      withDictionaryEncoding(element, false);
      withCompressionCodec(element, CompressionCodecName.UNCOMPRESSED);
      withStatisticsEnabled(element, false);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Integer> getWriteSupport(Configuration configuration) {
      return rows;
    }

    @Override
    protected WriteSupport<Integer> getWriteSupport(ParquetConfiguration configuration) {
      return rows;
    }
  }

  /** Hands a row, named by its number, to Parquet field by field. */
  private static final class Rows extends WriteSupport<Integer> {
    private final MessageType schema;
    private final List<FieldWriter> fields;
    private RecordConsumer consumer;

    Rows(MessageType schema, List<FieldWriter> fields) {
      this.schema = schema;
      this.fields = fields;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Integer row) {
      consumer.startMessage();
      for (FieldWriter field : fields) {
        field.write(consumer, row);
      }
      consumer.endMessage();
    }
  }
}
