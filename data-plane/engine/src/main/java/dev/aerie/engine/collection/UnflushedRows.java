package dev.aerie.engine.collection;

import dev.aerie.engine.catalog.SegmentDescription;
import dev.aerie.engine.memtable.Memtable;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.wal.LogPosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the log says of a collection and its segments do not have yet: rows in memtables, and the
 * deletes that delete files may lack. The owner guards it by a lock.
 */
final class UnflushedRows {
  private final Map<Long, Memtable> active = new LinkedHashMap<>();
  private final List<Memtable> frozen = new ArrayList<>();
  private final List<DeleteOperation> deletes = new ArrayList<>();
  private LogPosition rotatedAt = LogPosition.START;
  private long deleteBytes;

  /** Where the log last said that rows go to new memtables. */
  LogPosition rotatedAt() {
    return rotatedAt;
  }

  Stream<Memtable> memtables() {
    return Stream.concat(frozen.stream(), active.values().stream());
  }

  /** The memtables that get no more rows, each with the rows that are deleted by now. */
  List<FrozenRows> frozen() {
    return frozen.stream()
        .map(m -> new FrozenRows(m.partitionId(), m.chunks(), m.deleted()))
        .toList();
  }

  /** Deletes in the log's order. */
  List<DeleteOperation> deletes() {
    return deletes;
  }

  /** What it takes in memory, as the log counts it. */
  long bytes() {
    return memtables().mapToLong(Memtable::bytes).sum() + deleteBytes;
  }

  void add(long partition, String primaryKey, RowBatch rows, long timestamp, long bytes) {
    active
        .computeIfAbsent(partition, id -> new Memtable(id, primaryKey))
        .add(rows, timestamp, bytes);
  }

  void delete(DeleteOperation delete) {
    memtables().filter(m -> delete.concerns(m.partitionId())).forEach(m -> m.delete(delete.keys()));
    deletes.add(delete);
    deleteBytes += delete.bytes();
  }

  /** Later rows go to new memtables. */
  void rotate(LogPosition position) {
    active.values().forEach(m -> m.freeze(position));
    frozen.addAll(active.values());
    active.clear();
    rotatedAt = position;
  }

  /** Drops what segments and delete files have: all of the log up to here. */
  void dropUpTo(LogPosition covered) {
    frozen.removeIf(m -> m.frozenAt().orElseThrow().compareTo(covered) <= 0);
    deletes.removeIf(d -> d.position().compareTo(covered) <= 0);
    deleteBytes = deletes.stream().mapToLong(DeleteOperation::bytes).sum();
  }

  /** Drops the rows of all other partitions. */
  void retainPartitions(Set<Long> partitions) {
    active.keySet().retainAll(partitions);
    frozen.removeIf(m -> !partitions.contains(m.partitionId()));
  }

  /** Gives the rows the fields that were added to the schema since. */
  void complete(CollectionSchema schema) {
    memtables().forEach(m -> m.complete(schema));
  }

  Stream<SegmentDescription> describe() {
    return memtables().filter(m -> m.rows() > 0).map(UnflushedRows::describe);
  }

  private static SegmentDescription describe(Memtable memtable) {
    return new SegmentDescription(
        0,
        memtable.partitionId(),
        memtable.rows(),
        memtable.deleted().cardinality(),
        memtable.bytes(),
        memtable.bytes(),
        false,
        false);
  }
}
