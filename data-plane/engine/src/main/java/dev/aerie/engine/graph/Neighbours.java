package dev.aerie.engine.graph;

import dev.aerie.engine.vector.HugeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The edges of a graph: for each row up to {@code degree} others, ended by -1 where there are
 * fewer. Reads beside a write see edges that are there or were, which a walk can live with.
 *
 * @param data {@code rows * degree} integers, little-endian
 */
record Neighbours(MemorySegment data, int rows, int degree) {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int NONE = -1;

  /** No edges yet. */
  static Neighbours none(int rows, int degree) {
    MemorySegment data = HugeMemory.allocate(bytes(rows, degree));
    data.fill((byte) NONE);
    return new Neighbours(data, rows, degree);
  }

  static long bytes(int rows, int degree) {
    return (long) rows * degree * Integer.BYTES;
  }

  /** Copies a row's neighbours and tells how many there are. */
  int read(int row, int[] into) {
    long at = bytes(row, degree);
    for (int i = 0; i < degree; i++) {
      int neighbour = data.get(INT, at + (long) i * Integer.BYTES);
      if (neighbour == NONE) {
        return i;
      }
      into[i] = neighbour;
    }
    return degree;
  }

  /** Replaces a row's neighbours. */
  void write(int row, int[] neighbours, int count) {
    long at = bytes(row, degree);
    for (int i = 0; i < count; i++) {
      data.set(INT, at + (long) i * Integer.BYTES, neighbours[i]);
    }
    if (count < degree) {
      data.set(INT, at + (long) count * Integer.BYTES, NONE);
    }
  }

  /** The first edges of each row. */
  Neighbours narrowed(int newDegree) {
    Neighbours narrow = none(rows, newDegree);
    int[] scratch = new int[degree];
    for (int row = 0; row < rows; row++) {
      narrow.write(row, scratch, Math.min(newDegree, read(row, scratch)));
    }
    return narrow;
  }
}
