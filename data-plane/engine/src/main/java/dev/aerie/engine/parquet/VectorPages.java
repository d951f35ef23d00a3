package dev.aerie.engine.parquet;

import dev.aerie.engine.vector.Vectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/**
 * Writes vectors as pages of a required list of floats. All lists are of one length, so that the
 * levels of a page are known beforehand and its values are the vectors' bytes as they lie in
 * memory.
 */
final class VectorPages {
  private static final int PAGE_BYTES = 1 << 20;

  private final Vectors vectors;
  private final ColumnDescriptor descriptor;
  private final PageWriter pages;
  private final ByteBufferAllocator allocator;

  VectorPages(
      Vectors vectors,
      ColumnDescriptor descriptor,
      PageWriter pages,
      ByteBufferAllocator allocator) {
    this.vectors = vectors;
    this.descriptor = descriptor;
    this.pages = pages;
    this.allocator = allocator;
  }

  void write(int from, int to) throws IOException {
    int rowsAPage = Math.max(1, PAGE_BYTES / (vectors.dimension() * Float.BYTES));
    for (int row = from; row < to; row += rowsAPage) {
      writePage(row, Math.min(rowsAPage, to - row));
    }
  }

  private void writePage(int from, int rows) throws IOException {
    int values = rows * vectors.dimension();
    ByteBuffer data =
        vectors.data().asSlice(vectors.offset(from), (long) values * Float.BYTES).asByteBuffer();
    try (RunLengthBitPackingHybridEncoder repetitions = encoder();
        RunLengthBitPackingHybridEncoder definitions = encoder()) {
      for (int i = 0; i < values; i++) {
        repetitions.writeInt(i % vectors.dimension() == 0 ? 0 : 1);
        definitions.writeInt(1);
      }
      pages.writePageV2(
          rows,
          0,
          values,
          repetitions.toBytes(),
          definitions.toBytes(),
          Encoding.PLAIN,
          BytesInput.from(data),
          Statistics.noopStats(descriptor.getPrimitiveType()));
    }
  }

  /** Levels are 0 or 1: one bit each. */
  private RunLengthBitPackingHybridEncoder encoder() {
    return new RunLengthBitPackingHybridEncoder(1, 64, PAGE_BYTES, allocator);
  }
}
