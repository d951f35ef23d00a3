package dev.aerie.engine.postings;

import dev.aerie.engine.vector.TermWeighting;

/** A place in the postings of one term of a query. Not thread-safe. */
final class PostingCursor {
  /** The row of a cursor that has passed its last one. */
  static final int END = Integer.MAX_VALUE;

  /** Bounds are sums of floats, whose order may differ from that of the scores. */
  private static final float ROUNDING = 1.00001f;

  private final PostingLists lists;
  private final TermWeighting weighting;
  private final float queryWeight;
  private final float bound;
  private final int end;
  private int at;
  private int row;

  PostingCursor(PostingLists lists, int place, float queryWeight, TermWeighting weighting) {
    this.lists = lists;
    this.weighting = weighting;
    this.queryWeight = queryWeight;
    float largest = lists.largest().getAtIndex(PostingLists.FLOAT, place);
    this.bound = ROUNDING * queryWeight * weighting.of(largest, largest);
    this.at = lists.start(place);
    this.end = lists.start(place + 1);
    this.row = at < end ? lists.row(at) : END;
  }

  /** The most that the term adds to a score: no row is shorter than its own weight of the term. */
  float bound() {
    return bound;
  }

  int row() {
    return row;
  }

  float score() {
    return queryWeight * weighting.of(lists.weight(at), lists.length(row));
  }

  void next() {
    at++;
    row = at < end ? lists.row(at) : END;
  }

  /** Goes to the first posting of a row or one after it: by doubling steps, then by halving. */
  void seek(int wanted) {
    if (row >= wanted) {
      return;
    }
    int low = at;
    int step = 1;
    while (low + step < end && lists.row(low + step) < wanted) {
      low += step;
      step *= 2;
    }
    int high = Math.min(low + step, end);
    while (low + 1 < high) {
      int middle = (low + high) >>> 1;
      if (lists.row(middle) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    at = high;
    row = at < end ? lists.row(at) : END;
  }
}
