package dev.aerie.engine.graph;

import dev.aerie.engine.quantized.Similarity;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A best-first walk over a graph (the beam search of Malkov and Yashunin, TPAMI 2018, and
 * Subramanya et al., NeurIPS 2019), with what it needs of memory, for one walk after the other. Not
 * thread-safe.
 */
final class Walk {
  private static final int ENTRIES = 4;

  private final Neighbours graph;
  private final Landmarks landmarks;
  private final Beam beam = new Beam();
  private final Beam entries = new Beam();
  private final Beam refined = new Beam();
  private final long[] seen;
  private final int[] near;
  private int touched;

  Walk(Neighbours graph, Landmarks landmarks) {
    this.graph = graph;
    this.landmarks = landmarks;
    this.seen = new long[(graph.rows() + Long.SIZE - 1) / Long.SIZE];
    this.near = new int[graph.degree()];
  }

  /**
   * The rows nearest to a query that a walk finds; good until the next.
   *
   * @param marks similarities of the landmarks, in their order
   */
  Beam run(Similarity query, Similarity marks, int width) {
    Arrays.fill(seen, 0);
    beam.begin(width);
    landmarks.nearest(marks, ENTRIES, entries);
    for (int i = 0; i < entries.size(); i++) {
      if (mark(entries.row(i))) {
        beam.offer(entries.row(i), entries.score(i));
      }
    }
    for (int row = beam.visitNext(); row >= 0; row = beam.visitNext()) {
      offer(query, unseen(row));
    }
    return beam;
  }

  private void offer(Similarity query, int count) {
    for (int i = 0; i < count; i++) {
      touched += query.touch(near[i]);
    }
    for (int i = 0; i < count; i++) {
      beam.offer(near[i], query.of(near[i]));
    }
  }

  /** The best of some rows, of those that are accepted, by finer codes; good until the next. */
  Beam refine(int[] found, Similarity finer, BitSet accepted, int wanted) {
    for (int row : found) {
      touched += accepted.get(row) ? finer.touch(row) : 0;
    }
    refined.begin(wanted);
    for (int row : found) {
      if (accepted.get(row)) {
        refined.offer(row, finer.of(row));
      }
    }
    return refined;
  }

  /** Puts the neighbours not seen before into {@link #near} and marks them. */
  private int unseen(int row) {
    int count = graph.read(row, near);
    int fresh = 0;
    for (int i = 0; i < count; i++) {
      if (mark(near[i])) {
        near[fresh++] = near[i];
      }
    }
    return fresh;
  }

  private boolean mark(int row) {
    long bit = 1L << row;
    boolean fresh = (seen[row >>> 6] & bit) == 0;
    seen[row >>> 6] |= bit;
    return fresh;
  }
}
