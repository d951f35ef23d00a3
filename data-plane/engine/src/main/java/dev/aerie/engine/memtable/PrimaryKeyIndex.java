package dev.aerie.engine.memtable;

import dev.aerie.engine.row.Column;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * From primary key to the rows that have it, newest first. Rows are added in order from 0. Not
 * thread-safe; for reading alone it is.
 */
public abstract sealed class PrimaryKeyIndex {
  private static final int NONE = -1;

  private int[] older = new int[16];
  private int rows;

  /** An empty index for keys like those of {@code column}. */
  public static PrimaryKeyIndex like(Column column) {
    return column instanceof Column.Longs ? new Numbers() : new Texts();
  }

  /** An index of all rows of a column. */
  public static PrimaryKeyIndex of(Column column) {
    PrimaryKeyIndex index = like(column);
    index.add(column);
    return index;
  }

  public final void add(Column keys) {
    if (rows + keys.size() > older.length) {
      older = Arrays.copyOf(older, Math.max(rows + keys.size(), 2 * older.length));
    }
    for (int i = 0; i < keys.size(); i++) {
      older[rows] = replaceHead(keys, i, rows);
      rows++;
    }
  }

  /** Calls back with every row that has the key in slot {@code at} of {@code keys}. */
  public final void find(Column keys, int at, IntConsumer found) {
    for (int row = head(keys, at); row != NONE; row = older[row]) {
      found.accept(row);
    }
  }

  abstract int head(Column keys, int at);

  /** Makes {@code row} the newest of its key and answers the one before. */
  abstract int replaceHead(Column keys, int at, int row);

  private static final class Texts extends PrimaryKeyIndex {
    private final Map<String, Integer> heads = new HashMap<>();

    @Override
    int head(Column keys, int at) {
      return heads.getOrDefault(((Column.Strings) keys).values()[at], NONE);
    }

    @Override
    int replaceHead(Column keys, int at, int row) {
      Integer before = heads.put(((Column.Strings) keys).values()[at], row);
      return before == null ? NONE : before;
    }
  }

  /** Open addressing with linear probing, at most half full. */
  private static final class Numbers extends PrimaryKeyIndex {
    private long[] slots = new long[32];
    private int[] heads = filled(32);
    private int used;

    @Override
    int head(Column keys, int at) {
      return heads[slot(((Column.Longs) keys).values()[at])];
    }

    @Override
    int replaceHead(Column keys, int at, int row) {
      long key = ((Column.Longs) keys).values()[at];
      int slot = slot(key);
      int before = heads[slot];
      slots[slot] = key;
      heads[slot] = row;
      if (before == NONE && ++used > slots.length / 2) {
        grow();
      }
      return before;
    }

    private int slot(long key) {
      int mask = slots.length - 1;
      long mixed = key * 0x9E3779B97F4A7C15L;
      int slot = (int) (mixed >>> 32) & mask;
      while (heads[slot] != NONE && slots[slot] != key) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    private void grow() {
      long[] oldSlots = slots;
      int[] oldHeads = heads;
      slots = new long[2 * oldSlots.length];
      heads = filled(slots.length);
      for (int i = 0; i < oldSlots.length; i++) {
        if (oldHeads[i] != NONE) {
          int slot = slot(oldSlots[i]);
          slots[slot] = oldSlots[i];
          heads[slot] = oldHeads[i];
        }
      }
    }

    private static int[] filled(int length) {
      int[] array = new int[length];
      Arrays.fill(array, NONE);
      return array;
    }
  }
}
