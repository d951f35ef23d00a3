package dev.aerie.engine.memtable;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.wal.LogPosition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Rows of one partition that are in the log but not in a segment yet. The owner guards it by a
 * lock; what {@link #chunks} and {@link #deleted} answer may be read without one.
 */
public final class Memtable {
  /** Chunks below this are merged with their neighbours, so that scans run over few long arrays. */
  private static final int SMALL_CHUNK = 4096;

  private final long partitionId;
  private final String primaryKey;
  private List<Chunk> chunks = new ArrayList<>();
  private PrimaryKeyIndex keys;
  private BitSet deleted = new BitSet();
  private boolean deletedShared;
  private int rows;
  private long bytes;
  private Optional<LogPosition> frozenAt = Optional.empty();

  public Memtable(long partitionId, String primaryKey) {
    this.partitionId = partitionId;
    this.primaryKey = primaryKey;
  }

  public long partitionId() {
    return partitionId;
  }

  public int rows() {
    return rows;
  }

  public long bytes() {
    return bytes;
  }

  /** Where the log said that no more rows come; empty while rows may come. */
  public Optional<LogPosition> frozenAt() {
    return frozenAt;
  }

  public void freeze(LogPosition position) {
    frozenAt = Optional.of(position);
  }

  public void add(RowBatch batch, long timestamp, long batchBytes) {
    Chunk added = Chunk.of(rows, batch, timestamp);
    if (keys == null) {
      keys = PrimaryKeyIndex.like(batch.column(primaryKey));
    }
    keys.add(batch.column(primaryKey));
    List<Chunk> next = new ArrayList<>(chunks);
    while (!next.isEmpty()
        && next.getLast().rows() < SMALL_CHUNK
        && next.getLast().rows() <= 2 * added.rows()) {
      added = next.removeLast().concat(added);
    }
    next.add(added);
    chunks = next;
    rows += batch.rows();
    bytes += batchBytes;
  }

  /** Gives the rows the scalar fields that were added to the schema since. */
  public void complete(CollectionSchema schema) {
    chunks = chunks.stream().map(chunk -> chunk.complete(schema)).toList();
  }

  /** Deletes the rows of these primary keys that are there now. */
  public void delete(Column primaryKeys) {
    for (int i = 0; keys != null && i < primaryKeys.size(); i++) {
      keys.find(primaryKeys, i, this::markDeleted);
    }
  }

  /** The rows in order; a list that never changes. */
  public List<Chunk> chunks() {
    return chunks;
  }

  /** Rows deleted so far; a set that never changes. */
  public BitSet deleted() {
    deletedShared = true;
    return deleted;
  }

  private void markDeleted(int row) {
    if (deletedShared) {
      deleted = (BitSet) deleted.clone();
      deletedShared = false;
    }
    deleted.set(row);
  }
}
