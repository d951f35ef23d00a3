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
}
