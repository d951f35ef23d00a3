package dev.aerie.engine.scalar;

import dev.aerie.engine.row.Column;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The rows of a column in the order of their values, null rows left out: a range of values is a run
 * of rows, found by two binary searches. Immutable; four bytes a row beside the column itself.
 */
public final class SortedColumn implements ScalarIndex {
  /** How the value at a row compares with the bound sought: negative when it is before it. */
  @FunctionalInterface
  public interface Bound {
    int compare(int row);
  }

  /** Rows a text in the mean, from which on texts are taken to come again. */
  private static final int ROWS_A_TEXT = 16;

  private final int rows;
  private final int[] order;

  private SortedColumn(int rows, int[] order) {
    this.rows = rows;
    this.order = order;
  }

  /** Whether values of this kind have an order here. */
  public static boolean supports(Column column) {
    return switch (column) {
      case Column.Bools _,
          Column.Ints _,
          Column.Longs _,
          Column.Floats _,
          Column.Doubles _,
          Column.Strings _ ->
          true;
      default -> false;
    };
  }

  /** The order of texts that are few and come again and again; empty where they are many. */
  static Optional<SortedColumn> ofRepeated(Column.Strings texts) {
    Set<String> distinct = new HashSet<>();
    int most = texts.size() / ROWS_A_TEXT;
    for (String text : texts.values()) {
      if (distinct.add(text) && distinct.size() > most) {
        return Optional.empty();
      }
    }
    return Optional.of(of(texts));
  }

  static SortedColumn of(Column column) {
    int[] present = IntStream.range(0, column.size()).filter(row -> !column.isNull(row)).toArray();
    return new SortedColumn(column.size(), sorted(column, present));
  }

  private static int[] sorted(Column column, int[] rows) {
    return switch (column) {
      case Column.Bools c -> byLong(rows, row -> c.values()[row] ? 1 : 0);
      case Column.Ints c -> byLong(rows, row -> c.values()[row]);
      case Column.Longs c -> byLong(rows, row -> c.values()[row]);
      case Column.Floats c -> byLong(rows, row -> bits(c.values()[row]));
      case Column.Doubles c -> byLong(rows, row -> bits(c.values()[row]));
      case Column.Strings c -> byText(rows, c.values());
      default -> throw new IllegalArgumentException("no order: " + column.getClass());
    };
  }

  /** A number in the order of the doubles: -0.0 as 0.0, what is no number last. */
  private static long bits(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static long bits(float value) {
    int bits = Float.floatToIntBits(value + 0.0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  private interface LongValue {
    long of(int row);
  }

  /** Sorts numbers made of a value and its row; rows of one value stay in order. */
  private static int[] byLong(int[] rows, LongValue value) {
    long[] packed = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      packed[i] = value.of(rows[i]);
    }
    toRanks(packed);
    for (int i = 0; i < rows.length; i++) {
      packed[i] = (packed[i] << 32) | rows[i];
    }
    Arrays.sort(packed);
    return Arrays.stream(packed).mapToInt(number -> (int) number).toArray();
  }

  /** Makes keys of 31 bits that are in the same order. */
  private static void toRanks(long[] keys) {
    long least = Arrays.stream(keys).min().orElse(0);
    long most = Arrays.stream(keys).max().orElse(0);
    boolean narrow = most - least >= 0 && most - least <= Integer.MAX_VALUE;
    long[] distinct = narrow ? keys : Arrays.stream(keys).sorted().distinct().toArray();
    for (int i = 0; i < keys.length; i++) {
      keys[i] = narrow ? keys[i] - least : Arrays.binarySearch(distinct, keys[i]);
    }
  }

  /** Sorts the distinct texts only, and deals the rows out to them; they stay in order there. */
  private static int[] byText(int[] rows, String[] values) {
    Map<String, int[]> ends = new HashMap<>();
    for (int row : rows) {
      ends.computeIfAbsent(values[row], _ -> new int[1])[0]++;
    }
    String[] distinct = ends.keySet().toArray(String[]::new);
    Arrays.sort(distinct);
    int start = 0;
    for (String text : distinct) {
      int[] end = ends.get(text);
      int count = end[0];
      end[0] = start;
      start += count;
    }
    int[] order = new int[rows.length];
    for (int row : rows) {
      order[ends.get(values[row])[0]++] = row;
    }
    return order;
  }

  /** How many rows lie from the first that is not before {@code from} to the last not after. */
  public int count(Bound from, Bound to) {
    return Math.max(0, end(to) - start(from));
  }

  /** Adds the rows from the first that is not before {@code from} to the last not after. */
  public void add(BitSet found, Bound from, Bound to) {
    int end = end(to);
    for (int i = start(from); i < end; i++) {
      found.set(order[i]);
    }
  }

  /** Number of rows of the column, null ones included. */
  public int rows() {
    return rows;
  }

  @Override
  public long bytes() {
    return 4L * order.length;
  }

  /** First place whose row is not before the bound. */
  private int start(Bound bound) {
    int low = 0;
    int high = order.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bound.compare(order[middle]) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** First place whose row is after the bound. */
  private int end(Bound bound) {
    int low = 0;
    int high = order.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bound.compare(order[middle]) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
