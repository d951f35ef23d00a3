package dev.aerie.engine.write;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.maintenance.UnlistedSegments;
import dev.aerie.engine.memtable.Memtable;
import dev.aerie.engine.row.ColumnSize;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.time.HybridClock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Many rows on their way into a collection, which nobody sees before all of them are there. They go
 * to segments as they come, past the log, and only a bounded part of them is in memory. Not
 * thread-safe.
 */
public final class BulkWrite implements AutoCloseable {
  private final Collection collection;
  private final String partition;
  private final UnlistedSegments segments;
  private final AutoIds autoIds;
  private final long timestamp;
  private final long mostBytes;
  private final Map<Long, Memtable> waiting = new HashMap<>();
  private long rows;

  /**
   * @param mostBytes of rows in memory
   */
  BulkWrite(
      Collection collection,
      String partition,
      UnlistedSegments segments,
      HybridClock clock,
      long mostBytes) {
    this.collection = collection;
    this.partition = partition;
    this.segments = segments;
    this.autoIds = new AutoIds(collection.schema(), clock);
    this.timestamp = clock.next();
    this.mostBytes = mostBytes;
    if (!partition.isEmpty()) {
      collection.partition(partition);
    }
  }

  /** Whether the rows of this job are in the collection already: by another process, before. */
  public boolean isCommitted() {
    return segments.areListed();
  }

  /** Rows added so far. */
  public long rows() {
    return rows;
  }

  /**
   * Adds rows.
   *
   * @param firstRow what messages call the first of them
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} and others as an insert has them
   */
  public void add(RowBatch batch, long firstRow) {
    RowBatch complete =
        new RowRules(collection.schema(), autoIds, collection.takesKeys(), firstRow)
            .complete(batch, false);
    String primaryKey = collection.schema().primaryKey().name();
    PartitionKey.spread(collection, partition, complete)
        .forEach(
            (id, part) ->
                waiting
                    .computeIfAbsent(id, _ -> new Memtable(id, primaryKey))
                    .add(part, timestamp, bytes(part)));
    rows += batch.rows();
    while (waiting.values().stream().mapToLong(Memtable::bytes).sum() > mostBytes) {
      Memtable largest =
          waiting.values().stream().max(Comparator.comparingLong(Memtable::bytes)).orElseThrow();
      segments.add(waiting.remove(largest.partitionId()));
    }
  }

  /** Puts the rows in memory into segments too, so that little is left for the commit to do. */
  public void flush() {
    waiting.values().forEach(segments::add);
    waiting.clear();
  }

  /**
   * Puts all rows into the collection at once.
   *
   * @throws EngineException also when it is not known whether that happened; a later job of the
   *     same number tells by {@link #isCommitted()}
   */
  public void commit() {
    flush();
    segments.list();
  }

  /** What was not committed goes. */
  @Override
  public void close() {
    waiting.clear();
    segments.close();
  }

  private static long bytes(RowBatch batch) {
    return batch.columns().values().stream().mapToLong(ColumnSize::bytes).sum();
  }
}
