package dev.aerie.engine.catalog;

import dev.aerie.engine.schema.IndexSpec;

/**
 * An index and how far it is built. Rows not indexed are searched exactly, so that answers do not
 * wait for a build.
 *
 * @param totalRows rows of the collection
 * @param indexedRows rows in segments whose index is built or which need none
 * @param pendingRows the rest
 */
public record IndexProgress(IndexSpec spec, long totalRows, long indexedRows, long pendingRows) {
  public boolean finished() {
    return pendingRows == 0;
  }
}
