package dev.aerie.engine.row;

import java.util.Arrays;

/** About how much memory a column takes. */
public final class ColumnSize {
  private static final int OBJECT = 48;

  private ColumnSize() {}

  public static long bytes(Column column) {
    return switch (column) {
      case Column.Bools c -> c.values().length;
      case Column.Ints c -> 4L * c.values().length;
      case Column.Longs c -> 8L * c.values().length;
      case Column.Floats c -> 4L * c.values().length;
      case Column.Doubles c -> 8L * c.values().length;
      case Column.Strings c -> Arrays.stream(c.values()).mapToLong(s -> OBJECT + s.length()).sum();
      case Column.Jsons c -> Arrays.stream(c.values()).mapToLong(v -> OBJECT + v.length).sum();
      case Column.Arrays c -> 4L * c.offsets().length + bytes(c.elements());
      case Column.FloatVectors c -> 4L * c.values().length;
      case Column.BinaryVectors c -> c.values().length;
      case Column.SparseVectors c -> 4L * c.offsets().length + 8L * c.indices().length;
    };
  }

  /**
   * What a row takes in texts, documents or elements; 0 in a column whose rows take all the same.
   */
  public static long varying(Column column, int row) {
    return switch (column) {
      case Column.Strings c -> c.values()[row].length();
      case Column.Jsons c -> c.values()[row].length;
      case Column.Arrays c -> elements(c, row);
      default -> 0;
    };
  }

  private static long elements(Column.Arrays lists, int row) {
    long bytes = 0;
    for (int i = lists.offsets()[row]; i < lists.offsets()[row + 1]; i++) {
      bytes += Long.BYTES + varying(lists.elements(), i);
    }
    return bytes;
  }
}
