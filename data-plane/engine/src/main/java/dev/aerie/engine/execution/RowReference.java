package dev.aerie.engine.execution;

/** A row of a snapshot: which slice, which row of it. */
record RowReference(int slice, int row) {
  static RowReference of(long packed) {
    return new RowReference((int) (packed >>> 32), (int) packed);
  }

  static long pack(int slice, int row) {
    return ((long) slice << 32) | row;
  }
}
