package dev.aerie.engine.row;

/** Columns the engine keeps beside a collection's fields. */
public final class SystemColumns {
  /** INT64: hybrid timestamp of the write that brought the row. */
  public static final String TIMESTAMP = "$timestamp";

  /**
   * Of the primary key's type, in the log alone: the keys of the rows that are replaced, where
   * those that replace them have new ones.
   */
  public static final String REPLACED = "$replaced";

  private SystemColumns() {}
}
