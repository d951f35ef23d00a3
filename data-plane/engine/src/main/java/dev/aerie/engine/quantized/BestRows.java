package dev.aerie.engine.quantized;

import java.util.Arrays;

/**
 * The best-scored rows seen so far. Rows are taken as they come; when twice as many are there as
 * wanted, the worse half goes. Not safe for use by many threads.
 */
final class BestRows {
  private final int most;
  private final int[] rows;
  private final float[] scores;
  private int size;
  private float bar;

  /** Takes any row from the start. */
  BestRows(int most) {
    this(most, Float.NEGATIVE_INFINITY);
  }

  /**
   * @param bar what a row must exceed to be taken, from the start
   */
  BestRows(int most, float bar) {
    this.most = most;
    this.rows = new int[2 * most];
    this.scores = new float[2 * most];
    this.bar = bar;
  }

  /** The score that a row must exceed to be taken. */
  float bar() {
    return bar;
  }

  /** Takes the row if it is good enough and returns the new {@link #bar()}. */
  float offer(int row, float score) {
    if (score > bar) {
      rows[size] = row;
      scores[size++] = score;
      if (size == rows.length) {
        keepBest();
      }
    }
    return bar;
  }

  /** As many as wanted, if so many were offered, in no order. */
  int[] rows() {
    if (size > most) {
      keepBest();
    }
    return Arrays.copyOf(rows, size);
  }

  /** Hoare's selection, with the middle of three as the pivot. */
  private void keepBest() {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      float pivot = middle(scores[low], scores[(low + high) >>> 1], scores[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (scores[i] > pivot) {
          i++;
        }
        while (scores[j] < pivot) {
          j--;
        }
        if (i <= j) {
          swap(i++, j--);
        }
      }
      if (most - 1 <= j) {
        high = j;
      } else if (most - 1 >= i) {
        low = i;
      } else {
        break;
      }
    }
    size = most;
    bar = Math.max(bar, scores[most - 1]);
  }

  private static float middle(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private void swap(int i, int j) {
    float score = scores[i];
    scores[i] = scores[j];
    scores[j] = score;
    int row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }
}
