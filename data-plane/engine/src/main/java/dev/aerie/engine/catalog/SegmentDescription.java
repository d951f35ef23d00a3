package dev.aerie.engine.catalog;

/**
 * One segment of a collection, for statistics.
 *
 * @param partitionId the partition it belongs to
 * @param rows rows in it, deleted ones included
 * @param deletedRows deleted rows among them
 * @param bytes size of its objects
 * @param largestObject size of the largest object that its rows and vectors take
 * @param flushed false for rows that live in memory and the log only
 * @param indexed whether it has a vector index
 */
public record SegmentDescription(
    long id,
    long partitionId,
    long rows,
    long deletedRows,
    long bytes,
    long largestObject,
    boolean flushed,
    boolean indexed) {

  /** Rows in it, deleted ones not counted. */
  public long liveRows() {
    return rows - deletedRows;
  }
}
