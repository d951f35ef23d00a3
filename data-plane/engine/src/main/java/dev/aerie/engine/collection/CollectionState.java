package dev.aerie.engine.collection;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.catalog.SegmentDescription;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.Defaults;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.wal.LogPosition;
import dev.aerie.engine.wal.LogRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Everything a replica knows of one collection's rows: memtables, segments, deletes. Changes come
 * from the log, in its order; reads take a snapshot. Thread-safe.
 */
public final class CollectionState {
  private final StateLock lock = new StateLock();
  private final UnflushedRows unflushed = new UnflushedRows();
  private final SegmentSlots segments;
  private final Snapshots snapshots;
  private Collection collection;
  private Manifest manifest;
  private LogPosition covered;

  /**
   * @param background where codes of segments are made
   * @param wallClock tells which rows have outlived their time
   */
  public CollectionState(
      Collection collection,
      Manifest manifest,
      SegmentStore segmentStore,
      Executor background,
      Clock wallClock) {
    this.collection = collection;
    this.manifest = manifest;
    this.covered = manifest.covered();
    this.segments =
        new SegmentSlots(
            lock, segmentStore, background, () -> this.collection.schema(), unflushed::deletes);
    this.snapshots = new Snapshots(lock, unflushed, segments, () -> this.collection, wallClock);
    install(manifest, Map.of());
  }

  public Collection collection() {
    return locked(() -> collection);
  }

  public Manifest manifest() {
    return locked(() -> manifest);
  }

  /** Rows and deletes of the log up to here are in segments. */
  public LogPosition covered() {
    return locked(() -> covered);
  }

  /** Where the log last said that rows go to new memtables. */
  public LogPosition rotatedAt() {
    return locked(unflushed::rotatedAt);
  }

  /** The segments of a manifest whose partitions are still there. */
  public List<SegmentEntry> present(Manifest of) {
    return locked(() -> of.segments().stream().filter(e -> hasPartition(e.partitionId())).toList());
  }

  /** The log up to here holds nothing for this collection that is not in its segments. */
  public void skipUpTo(LogPosition position) {
    change(() -> covered = LogPosition.later(covered, position));
  }

  /** Replaces the definition; rows of partitions that are gone go with them. */
  public void define(Collection definition) {
    change(
        () -> {
          boolean grown = definition.schema().fields().size() > collection.schema().fields().size();
          collection = definition;
          snapshots.redefine();
          Set<Long> present =
              definition.partitions().stream().map(Partition::id).collect(Collectors.toSet());
          unflushed.retainPartitions(present);
          segments.retainPartitions(present);
          if (grown) {
            unflushed.complete(definition.schema());
            segments.reopen();
          }
        });
  }

  public void write(LogPosition position, long timestamp, LogRecord.Write write, long bytes) {
    change(
        () -> {
          if (position.compareTo(covered) <= 0 || !hasPartition(write.partitionId())) {
            return;
          }
          coverBefore(position);
          String primaryKey = collection.schema().primaryKey().name();
          if (write.replace()) {
            Column keys =
                write
                    .rows()
                    .columns()
                    .getOrDefault(SystemColumns.REPLACED, write.rows().column(primaryKey));
            apply(new DeleteOperation(position, timestamp, LogRecord.Delete.EVERY_PARTITION, keys));
          }
          RowBatch rows = write.rows().without(SystemColumns.REPLACED);
          unflushed.add(
              write.partitionId(),
              primaryKey,
              Defaults.complete(collection.schema(), rows),
              timestamp,
              bytes);
        });
  }

  public void delete(LogPosition position, long timestamp, LogRecord.Delete delete) {
    change(
        () -> {
          if (position.compareTo(covered) > 0) {
            coverBefore(position);
            apply(new DeleteOperation(position, timestamp, delete.partitionId(), delete.keys()));
          }
        });
  }

  /** Later rows go to new memtables. */
  public void rotate(LogPosition position) {
    change(() -> unflushed.rotate(position));
  }

  /**
   * Puts a manifest into effect. Asks the store for nothing.
   *
   * @param opened segments of it that are open already, by id, with the rows that their delete
   *     files have
   */
  public void install(Manifest next, Map<Long, OpenSegment> opened) {
    change(
        () -> {
          manifest = next;
          covered = LogPosition.later(covered, next.covered());
          unflushed.dropUpTo(next.covered());
          segments.install(present(next), opened);
        });
  }

  /** The rows at this moment, of some partitions or, with an empty set, of all. */
  public List<Slice> snapshot(Set<Long> partitions) {
    return snapshots.slices(partitions);
  }

  /** The frozen memtables up to a position, each with the rows that are deleted by now. */
  public List<FrozenRows> frozenRows() {
    return locked(unflushed::frozen);
  }

  /**
   * Deleted rows of each segment whose delete file does not have them all. A segment that no delete
   * concerns is not opened for it.
   */
  public Map<Long, BitSet> changedDeletes() {
    return segments.whileOpen(
        slot -> unflushed.deletes().stream().anyMatch(d -> d.concerns(slot.entry().partitionId())),
        () ->
            segments
                .all()
                .filter(SegmentSlot::deletesChanged)
                .collect(Collectors.toMap(s -> s.entry().id(), SegmentSlot::deleted)));
  }

  /** Some segments with the rows that are gone by now; segments that are gone are left out. */
  public Map<SegmentEntry, OpenSegment> openSegments(Set<Long> ids) {
    return snapshots.segments(ids);
  }

  /** Rows that are there, deleted ones not counted. */
  public long liveRows() {
    return describe().stream().mapToLong(SegmentDescription::liveRows).sum();
  }

  public List<SegmentDescription> describe() {
    return snapshots.describe();
  }

  /**
   * Hybrid timestamp at which the oldest row of a segment was written; 0 while the segment is not
   * open.
   */
  public long oldestRow(long segment) {
    return locked(() -> segments.find(segment).flatMap(SegmentSlot::segment))
        .map(Segment::oldestRow)
        .orElse(0L);
  }

  /** Bytes that are in the log and in memory but not in segments yet. */
  public long unflushedBytes() {
    return locked(unflushed::bytes);
  }

  /** Whether a partition has open segments that nobody has read for so long. */
  public boolean isIdleFor(long partition, Duration time) {
    return segments.isIdleFor(partition, time);
  }

  /** Segments whose rows are in memory. */
  public int openCount() {
    return segments.openCount();
  }

  /** Opens what is not open of some partitions, codes and graphs too, as a read would. */
  public void warmUp(Set<Long> partitions) {
    boolean closed =
        locked(
            () ->
                segments
                    .all()
                    .filter(SegmentSlot.ofPartitions(partitions))
                    .anyMatch(slot -> !slot.isOpen()));
    if (closed) {
      snapshot(partitions);
    }
  }

  /** Removes the copies of a partition's segments on the local disk. */
  public void forgetCopies(long partition) {
    segments.forgetCopies(partition);
  }

  /** Lets go of everything of some partitions that can be opened again; none means of all. */
  public void release(Set<Long> partitions) {
    segments.close(SegmentSlot.ofPartitions(partitions));
  }

  /**
   * With nothing in memory, segments have all of the log before a record: a collection that was not
   * written to for long does not need the log from back then.
   */
  private void coverBefore(LogPosition record) {
    if (unflushed.bytes() == 0) {
      covered = LogPosition.later(covered, record.previous());
    }
  }

  private void apply(DeleteOperation delete) {
    unflushed.delete(delete);
    segments.delete(delete);
  }

  private boolean hasPartition(long id) {
    return collection.partitions().stream().anyMatch(p -> p.id() == id);
  }

  private void change(Runnable action) {
    lock.change(action);
  }

  private <T> T locked(Supplier<T> action) {
    return lock.locked(action);
  }
}
