package dev.aerie.engine.row;

/** Rows that can be read by column; immutable. Vector fields are not among the columns. */
public interface RowView {
  int rows();

  /** A scalar column; {@code $meta} and the engine's own columns included. */
  Column column(String field);
}
