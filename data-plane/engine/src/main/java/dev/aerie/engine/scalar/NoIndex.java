package dev.aerie.engine.scalar;

/** What is known of a column that was looked at and is better scanned. Immutable. */
record NoIndex() implements ScalarIndex {
  @Override
  public long bytes() {
    return 0;
  }
}
