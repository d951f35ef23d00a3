package dev.aerie.engine.collection;

import dev.aerie.engine.catalog.SegmentDescription;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.segment.Segment;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A segment's place in a collection: what the manifest says, and once it is open its rows and
 * deletes.
 */
final class SegmentSlot {
  private final ReentrantLock opening = new ReentrantLock();
  private SegmentEntry entry;
  private Optional<Segment> segment = Optional.empty();
  private BitSet deleted = new BitSet();
  private boolean shared;
  private int persistedDeletes;

  SegmentSlot(SegmentEntry entry) {
    this.entry = entry;
  }

  SegmentEntry entry() {
    return entry;
  }

  void entry(SegmentEntry newer) {
    entry = newer;
    persistedDeletes = newer.deletes().map(SegmentEntry.DeletesEntry::count).orElse(0);
  }

  Optional<Segment> segment() {
    return segment;
  }

  boolean isOpen() {
    return segment.isPresent();
  }

  boolean isOf(long partition) {
    return entry.partitionId() == partition;
  }

  /** Segments of some partitions or, with an empty set, of all. */
  static Predicate<SegmentSlot> ofPartitions(Set<Long> partitions) {
    return slot -> partitions.isEmpty() || partitions.contains(slot.entry().partitionId());
  }

  /** One at a time opens it; others wait. */
  void opening(Runnable action) {
    opening.lock();
    try {
      action.run();
    } finally {
      opening.unlock();
    }
  }

  void open(Segment opened, BitSet persisted) {
    segment = Optional.of(opened);
    deleted = persisted;
    persistedDeletes = persisted.cardinality();
  }

  /** Lets go of the rows in memory; they are opened again when needed. */
  void close() {
    segment = Optional.empty();
    deleted = new BitSet();
  }

  /**
   * Deletes rows of these keys written before a timestamp; an unopened segment learns of it when it
   * is opened.
   */
  void delete(Column keys, long timestamp) {
    if (segment.isEmpty()) {
      return;
    }
    Segment rows = segment.get();
    long[] written = ((Column.Longs) rows.column(SystemColumns.TIMESTAMP)).values();
    for (int i = 0; i < keys.size(); i++) {
      rows.keys()
          .find(
              keys,
              i,
              row -> {
                if (written[row] < timestamp) {
                  mark(row);
                }
              });
    }
  }

  OpenSegment openSegment() {
    return new OpenSegment(segment.orElseThrow(), deleted());
  }

  /** Deleted rows so far; a set that never changes. */
  BitSet deleted() {
    shared = true;
    return deleted;
  }

  /** Whether rows were deleted that the manifest's delete file does not have. */
  boolean deletesChanged() {
    return segment.isPresent() && deleted.cardinality() > persistedDeletes;
  }

  SegmentDescription describe(Expiry expiry) {
    int gone =
        segment
            .map(rows -> expiry.and(deleted(), rows).cardinality())
            .orElseGet(() -> entry.deletes().map(SegmentEntry.DeletesEntry::count).orElse(0));
    return new SegmentDescription(
        entry.id(),
        entry.partitionId(),
        entry.rows(),
        gone,
        entry.bytes(),
        entry.largestObject(),
        true,
        !entry.graphs().isEmpty());
  }

  private void mark(int row) {
    if (deleted.get(row)) {
      return;
    }
    if (shared) {
      deleted = (BitSet) deleted.clone();
      shared = false;
    }
    deleted.set(row);
  }
}
