package dev.aerie.engine.postings;

import dev.aerie.engine.index.Effort;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.TopK;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Finds the best rows by walking over the posting lists of a query side by side. Lists whose bounds
 * together can't lift a row among the best any more are only looked up for rows of the others. Not
 * thread-safe.
 */
final class MaxScore {
  private final List<PostingCursor> cursors;
  private final float[] bounds;
  private final TopK best;
  private final BitSet accepted;
  private int essential;

  private MaxScore(List<PostingCursor> cursors, int wanted, BitSet accepted) {
    this.cursors = cursors;
    this.accepted = accepted;
    this.best = new TopK(wanted, true);
    this.bounds = new float[cursors.size() + 1];
    for (int i = 0; i < cursors.size(); i++) {
      bounds[i + 1] = bounds[i] + cursors.get(i).bound();
    }
  }

  /** Calls back with the best of the accepted rows that share a term with the query. */
  static void search(
      PostingLists lists,
      QueryVector.Sparse query,
      Effort effort,
      BitSet accepted,
      IntConsumer found) {
    List<PostingCursor> cursors = new ArrayList<>();
    for (int i = 0; i < query.indices().length; i++) {
      int place = lists.find(query.indices()[i]);
      if (place >= 0 && query.weights()[i] > 0) {
        cursors.add(new PostingCursor(lists, place, query.weights()[i], query.weighting()));
      }
    }
    cursors.sort(Comparator.comparingDouble(PostingCursor::bound));
    MaxScore search = new MaxScore(cursors, effort.wanted(), accepted);
    search.walk();
    for (long row : search.best.rank().references()) {
      found.accept((int) row);
    }
  }

  private void walk() {
    for (int row = nextRow(); row != PostingCursor.END; row = nextRow()) {
      boolean wanted = accepted.get(row);
      float score = 0;
      for (int i = essential; i < cursors.size(); i++) {
        PostingCursor cursor = cursors.get(i);
        if (cursor.row() == row) {
          score += wanted ? cursor.score() : 0;
          cursor.next();
        }
      }
      if (wanted) {
        offer(row, score);
      }
    }
  }

  private int nextRow() {
    int row = PostingCursor.END;
    for (int i = essential; i < cursors.size(); i++) {
      row = Math.min(row, cursors.get(i).row());
    }
    return row;
  }

  private void offer(int row, float fromEssential) {
    float score = fromEssential;
    for (int i = essential - 1; i >= 0; i--) {
      if (score + bounds[i + 1] < best.threshold()) {
        return;
      }
      PostingCursor cursor = cursors.get(i);
      cursor.seek(row);
      score += cursor.row() == row ? cursor.score() : 0;
    }
    if (score > 0) {
      best.offer(score, row);
      while (essential < cursors.size() && bounds[essential + 1] < best.threshold()) {
        essential++;
      }
    }
  }
}
