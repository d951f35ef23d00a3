package dev.aerie.engine.quantized;

import java.util.Arrays;

/**
 * The best-scored rows seen so far: a bounded heap with the worst on top. Not safe for use by many
 * threads.
 */
final class BestRows {
  private final int[] rows;
  private final float[] scores;
  private int size;

  BestRows(int most) {
    rows = new int[most];
    scores = new float[most];
  }

  /** The score that a row must exceed to be taken. */
  float bar() {
    return size < rows.length ? Float.NEGATIVE_INFINITY : scores[0];
  }

  /** Takes the row if it is good enough and returns the new {@link #bar()}. */
  float offer(int row, float score) {
    if (size < rows.length) {
      siftUp(size++, row, score);
    } else if (score > scores[0]) {
      siftDown(row, score);
    }
    return bar();
  }

  int[] rows() {
    return Arrays.copyOf(rows, size);
  }

  private void siftUp(int from, int row, float score) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (scores[parent] <= score) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    rows[at] = row;
    scores[at] = score;
  }

  private void siftDown(int row, float score) {
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && scores[child + 1] < scores[child]) {
        child++;
      }
      if (scores[child] >= score) {
        break;
      }
      move(child, at);
      at = child;
    }
    rows[at] = row;
    scores[at] = score;
  }

  private void move(int from, int to) {
    rows[to] = rows[from];
    scores[to] = scores[from];
  }
}
