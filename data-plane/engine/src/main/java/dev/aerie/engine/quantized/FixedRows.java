package dev.aerie.engine.quantized;

import dev.aerie.engine.vector.HugeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Rows of one length, one after the other, that are looked at in no order. */
final class FixedRows {
  static final int CACHE_LINE = 64;

  private FixedRows() {}

  /** Copies of some rows, one after the other. */
  static MemorySegment select(MemorySegment data, int stride, int[] wanted) {
    MemorySegment selected = HugeMemory.allocate((long) wanted.length * stride);
    for (int i = 0; i < wanted.length; i++) {
      MemorySegment.copy(data, (long) wanted[i] * stride, selected, (long) i * stride, stride);
    }
    return selected;
  }

  /** Reads a byte of each cache line of a row; see {@link Similarity#touch}. */
  static int touch(MemorySegment data, int stride, int row) {
    long at = (long) row * stride;
    int sum = 0;
    for (long line = at; line < at + stride; line += CACHE_LINE) {
      sum += data.get(ValueLayout.JAVA_BYTE, line);
    }
    return sum;
  }
}
