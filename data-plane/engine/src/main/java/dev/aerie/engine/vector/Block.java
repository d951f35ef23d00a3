package dev.aerie.engine.vector;

import dev.aerie.engine.row.RowView;

/** Rows with their vectors, immutable: a chunk of a memtable or a segment. */
public interface Block extends RowView {
  VectorRows vectors(String field);
}
