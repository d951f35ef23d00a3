package dev.aerie.engine.catalog;

import dev.aerie.engine.schema.IndexSpec;

/**
 * An index and how far it is built. Rows not indexed are searched exactly, so that answers do not
 * wait for a build. Rows that are in no segment yet do not count: as long as they are few they stay
 * there, and nobody should wait for them.
 *
 * @param totalRows rows in segments, deleted ones included that no merge has dropped yet
 * @param indexedRows rows in segments whose index is built or which need none
 * @param pendingRows the rest
 * @param pendingSince hybrid timestamp of the oldest row of the rest; the greatest there is where
 *     there is none, 0 where it is not known
 */
public record IndexProgress(
    IndexSpec spec, long totalRows, long indexedRows, long pendingRows, long pendingSince) {

  /** Whether no row is waiting. */
  public boolean finished() {
    return pendingRows == 0;
  }

  /** Whether no row is waiting of those that were written up to a hybrid timestamp. */
  public boolean finishedUpTo(long timestamp) {
    return pendingSince > timestamp;
  }
}
