package dev.aerie.engine.vector;

import java.util.Arrays;

/**
 * The nearest {@code k} of what is offered: a binary heap with the farthest on top. Equal scores
 * rank by reference, so that answers do not depend on the order of offers. A score that is no
 * number ranks last. Not thread-safe.
 */
public final class TopK {
  private static final float[] NO_SCORES = {};
  private static final long[] NO_REFERENCES = {};

  private final int limit;
  private final boolean largerIsNearer;
  private float[] scores;
  private long[] references;
  private int size;

  public TopK(int limit, boolean largerIsNearer) {
    this.limit = limit;
    this.largerIsNearer = largerIsNearer;
    this.scores = new float[Math.min(limit, 128)];
    this.references = new long[scores.length];
  }

  public void offer(float score, long reference) {
    float key = largerIsNearer ? score : -score;
    if (size < limit) {
      grow();
      // What is no number stands behind all that are: it compares with nothing, and nothing could
      // take its place.
      scores[size] = Float.isNaN(key) ? Float.NEGATIVE_INFINITY : key;
      references[size] = reference;
      up(size++);
    } else if (limit > 0 && before(key, reference, scores[0], references[0])) {
      scores[0] = key;
      references[0] = reference;
      down(0);
    }
  }

  /** The score that is needed to be kept, of what is nearer when larger; 0 while there is room. */
  public float threshold() {
    return size < limit ? 0 : scores[0];
  }

  public int size() {
    return size;
  }

  /** What was kept, nearest first; this is used up. */
  public Ranked rank() {
    int count = size;
    float[] sorted = new float[count];
    long[] order = new long[count];
    for (int i = count - 1; i >= 0; i--) {
      sorted[i] = largerIsNearer ? scores[0] : -scores[0];
      order[i] = references[0];
      size--;
      scores[0] = scores[size];
      references[0] = references[size];
      down(0);
    }
    scores = NO_SCORES;
    references = NO_REFERENCES;
    return new Ranked(sorted, order);
  }

  /** Scores and what they belong to, nearest first. */
  @SuppressWarnings("ArrayRecordComponent") // bulk data
  public record Ranked(float[] scores, long[] references) {
    public int size() {
      return scores.length;
    }

    /** The nearest of these, at most so many. */
    public Ranked first(int most) {
      return size() <= most
          ? this
          : new Ranked(Arrays.copyOf(scores, most), Arrays.copyOf(references, most));
    }
  }

  private static boolean before(float a, long referenceA, float b, long referenceB) {
    return a > b || (a == b && referenceA < referenceB);
  }

  private void grow() {
    if (size == scores.length) {
      int capacity = Math.min(limit, 2 * size);
      scores = Arrays.copyOf(scores, capacity);
      references = Arrays.copyOf(references, capacity);
    }
  }

  private void up(int start) {
    int at = start;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!farther(at, parent)) {
        return;
      }
      swap(at, parent);
      at = parent;
    }
  }

  private void down(int start) {
    int at = start;
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && farther(child + 1, child)) {
        child++;
      }
      if (!farther(child, at)) {
        return;
      }
      swap(at, child);
      at = child;
    }
  }

  private boolean farther(int a, int b) {
    return before(scores[b], references[b], scores[a], references[a]);
  }

  private void swap(int a, int b) {
    float score = scores[a];
    scores[a] = scores[b];
    scores[b] = score;
    long reference = references[a];
    references[a] = references[b];
    references[b] = reference;
  }
}
