package dev.aerie.engine.graph;

/**
 * The best rows a walk has seen, best first, and which of them it has yet to visit. Equal scores
 * rank by row. Not thread-safe.
 */
final class Beam {
  private static final int VISITED = 1 << 31;

  private float[] scores = new float[0];
  private int[] rows = new int[0];
  private int width;
  private int size;
  private int next;

  /** Empties it for a walk that keeps so many rows in sight. */
  void begin(int newWidth) {
    if (newWidth > scores.length) {
      scores = new float[newWidth];
      rows = new int[newWidth];
    }
    width = newWidth;
    size = 0;
    next = 0;
  }

  int size() {
    return size;
  }

  int row(int rank) {
    return rows[rank] & ~VISITED;
  }

  /** A copy of its rows, best first. */
  int[] rows() {
    int[] all = new int[size];
    for (int rank = 0; rank < size; rank++) {
      all[rank] = row(rank);
    }
    return all;
  }

  float score(int rank) {
    return scores[rank];
  }

  /** Whether a row of this score would be kept. */
  boolean takes(float score) {
    return size < width || score > scores[size - 1];
  }

  /** Keeps a row not seen before, if it is good enough. */
  void offer(int row, float score) {
    if (!takes(score)) {
      return;
    }
    int at = placeOf(score);
    int moved = Math.min(size, width - 1) - at;
    if (moved > 0) {
      System.arraycopy(scores, at, scores, at + 1, moved);
      System.arraycopy(rows, at, rows, at + 1, moved);
    }
    scores[at] = score;
    rows[at] = row;
    size = Math.min(size + 1, width);
    next = Math.min(next, at);
  }

  /** The best row not visited yet, which is visited from now on; -1 if there is none. */
  int visitNext() {
    while (next < size && rows[next] < 0) {
      next++;
    }
    if (next == size) {
      return -1;
    }
    int row = rows[next];
    rows[next++] |= VISITED;
    return row;
  }

  private int placeOf(float score) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (scores[middle] >= score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
