package dev.aerie.engine.row;

/** Columns the engine keeps beside a collection's fields. */
public final class SystemColumns {
  /** INT64: hybrid timestamp of the write that brought the row. */
  public static final String TIMESTAMP = "$timestamp";

  private SystemColumns() {}
}
