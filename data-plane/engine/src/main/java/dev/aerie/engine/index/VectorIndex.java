package dev.aerie.engine.index;

import dev.aerie.engine.vector.QueryVector;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * A way to find near vectors of one field of a segment without looking at all of them. Thread-safe.
 */
public interface VectorIndex {
  /** For explanations. */
  String name();

  /**
   * About what a search costs, in distances between a query and a vector that lies in a row of
   * others.
   *
   * @param accepted rows that may be found
   */
  double cost(int rows, int accepted, Effort effort);

  /** Whether fewer rows than wanted are all that there are, and not the end of its wits. */
  default boolean findsAll() {
    return false;
  }

  /**
   * Gives rows among {@code accepted} that hold about the nearest {@code effort.wanted()}; the
   * caller computes their true scores. Fewer than wanted means that the search ran dry.
   */
  void search(QueryVector query, Effort effort, BitSet accepted, IntConsumer found);
}
