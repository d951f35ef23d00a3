package dev.aerie.engine.collection;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.wal.LogPosition;
import dev.aerie.engine.wal.LogRecord;

/** A delete that the delete files may not have yet. */
record DeleteOperation(LogPosition position, long timestamp, long partitionId, Column keys) {
  boolean concerns(long partition) {
    return partitionId == LogRecord.Delete.EVERY_PARTITION || partitionId == partition;
  }

  /** About what it takes in memory. */
  long bytes() {
    return 16L * keys.size() + 64;
  }
}
