package dev.aerie.engine.scalar;

/** Finds rows by a condition on one column without looking at every row. Immutable. */
public sealed interface ScalarIndex
    permits SortedColumn, TextIndex, GramIndex, PathColumn, NoIndex {
  /** About how much memory it takes. */
  long bytes();
}
