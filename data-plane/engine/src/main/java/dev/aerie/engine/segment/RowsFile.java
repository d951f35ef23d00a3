package dev.aerie.engine.segment;

import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.row.ByteSink;
import dev.aerie.engine.row.ColumnCodec;
import dev.aerie.engine.row.RowBatch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;

/** The scalar columns of a segment. */
final class RowsFile {
  private RowsFile() {}

  static byte[] write(RowBatch rows) {
    ByteSink out = new ByteSink(1 << 16);
    ColumnCodec.write(rows, out);
    return Envelope.seal(Envelope.Kind.ROWS, out.toByteArray());
  }

  static RowBatch read(String key, MemorySegment object) {
    try {
      return ColumnCodec.readBatch(
          Envelope.open(Envelope.Kind.ROWS, key, object.toArray(ValueLayout.JAVA_BYTE)));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw ObjectStoreException.damaged(key, "holds no readable rows: " + e.getMessage());
    }
  }
}
