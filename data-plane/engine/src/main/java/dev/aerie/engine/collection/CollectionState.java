package dev.aerie.engine.collection;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.catalog.SegmentDescription;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.memtable.Chunk;
import dev.aerie.engine.memtable.Memtable;
import dev.aerie.engine.row.Defaults;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.segment.Traffic;
import dev.aerie.engine.wal.LogPosition;
import dev.aerie.engine.wal.LogRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything a replica knows of one collection's rows: memtables, segments, deletes. Changes come
 * from the log, in its order; reads take a snapshot. Thread-safe.
 */
public final class CollectionState {
  private final SegmentStore segmentStore;
  private final ReentrantLock lock = new ReentrantLock();
  private final UnflushedRows unflushed = new UnflushedRows();
  private final Map<Long, SegmentSlot> slots = new LinkedHashMap<>();
  private final SegmentIndexes indexes;
  private final Clock wallClock;
  private final ReadActivity reads = new ReadActivity();
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
    this.wallClock = wallClock;
    this.collection = collection;
    this.manifest = manifest;
    this.covered = manifest.covered();
    this.segmentStore = segmentStore;
    this.indexes = new SegmentIndexes(segmentStore, background);
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
          Set<Long> present =
              definition.partitions().stream().map(Partition::id).collect(Collectors.toSet());
          unflushed.retainPartitions(present);
          slots.values().removeIf(s -> !present.contains(s.entry().partitionId()));
          if (grown) {
            unflushed.complete(definition.schema());
            slots.values().forEach(SegmentSlot::close);
          }
        });
  }

  public void write(LogPosition position, long timestamp, LogRecord.Write write, long bytes) {
    change(
        () -> {
          if (position.compareTo(covered) <= 0 || !hasPartition(write.partitionId())) {
            return;
          }
          String primaryKey = collection.schema().primaryKey().name();
          if (write.replace()) {
            apply(
                new DeleteOperation(
                    position,
                    timestamp,
                    LogRecord.Delete.EVERY_PARTITION,
                    write.rows().column(primaryKey)));
          }
          unflushed.add(
              write.partitionId(),
              primaryKey,
              Defaults.complete(collection.schema(), write.rows()),
              timestamp,
              bytes);
        });
  }

  public void delete(LogPosition position, long timestamp, LogRecord.Delete delete) {
    change(
        () -> {
          if (position.compareTo(covered) > 0) {
            apply(new DeleteOperation(position, timestamp, delete.partitionId(), delete.keys()));
          }
        });
  }

  /** Later rows go to new memtables. */
  public void rotate(LogPosition position) {
    change(() -> unflushed.rotate(position));
  }

  /**
   * Puts a manifest into effect.
   *
   * @param opened segments of it that are open already, by id
   */
  public void install(Manifest next, Map<Long, Segment> opened) {
    change(
        () -> {
          manifest = next;
          covered = LogPosition.later(covered, next.covered());
          unflushed.dropUpTo(next.covered());
          slots.keySet().retainAll(next.segments().stream().map(SegmentEntry::id).toList());
          indexes.retain(next.segments());
          for (SegmentEntry entry : next.segments()) {
            if (hasPartition(entry.partitionId())) {
              SegmentSlot slot = slots.computeIfAbsent(entry.id(), _ -> new SegmentSlot(entry));
              slot.entry(entry);
              Segment segment = opened.get(entry.id());
              if (segment != null && slot.segment().isEmpty()) {
                attach(slot, segment, segmentStore.readDeletes(entry));
              }
            }
          }
        });
  }

  /** The rows at this moment, of some partitions or, with an empty set, of all. */
  public List<Slice> snapshot(Set<Long> partitions) {
    Expiry expiry = Expiry.of(collection(), wallClock);
    Map<SegmentEntry, OpenSegment> open = new LinkedHashMap<>();
    List<Slice> slices = new ArrayList<>();
    Collection definition =
        withAllOpen(
            () -> {
              slots.values().stream()
                  .filter(s -> wanted(partitions, s.entry().partitionId()))
                  .forEach(s -> open.put(s.entry(), s.openSegment()));
              unflushed
                  .memtables()
                  .filter(m -> wanted(partitions, m.partitionId()))
                  .forEach(m -> addChunks(m, expiry, slices));
              return collection;
            });
    Set<String> sortedFields = IndexedSegment.sortedFields(definition);
    open.keySet().forEach(entry -> Traffic.looksAt(entry.bytes()));
    open.forEach(
        (entry, rows) ->
            slices.add(
                new Slice(
                    "segment " + entry.id(),
                    new IndexedSegment(rows.segment(), sortedFields, segmentStore.scalarIndexes()),
                    expiry.and(rows.deleted(), rows.segment()),
                    indexes.of(entry, rows.segment(), definition))));
    return slices;
  }

  private static boolean wanted(Set<Long> partitions, long partition) {
    return partitions.isEmpty() || partitions.contains(partition);
  }

  /** The frozen memtables up to a position, each with the rows that are deleted by now. */
  public List<FrozenRows> frozenRows() {
    return locked(unflushed::frozen);
  }

  /** Deleted rows of each open segment, where its delete file does not have them all. */
  public Map<Long, BitSet> changedDeletes() {
    return withAllOpen(
        () ->
            slots.values().stream()
                .filter(SegmentSlot::deletesChanged)
                .collect(Collectors.toMap(s -> s.entry().id(), SegmentSlot::deleted)));
  }

  /** Some segments with the rows that are gone by now; segments that are gone are left out. */
  public Map<SegmentEntry, OpenSegment> openSegments(Set<Long> ids) {
    Expiry expiry = Expiry.of(collection(), wallClock);
    return withAllOpen(
        () -> {
          Map<SegmentEntry, OpenSegment> open = new LinkedHashMap<>();
          for (long id : ids) {
            SegmentSlot slot = slots.get(id);
            if (slot != null) {
              OpenSegment rows = slot.openSegment();
              BitSet gone = expiry.and(rows.deleted(), rows.segment());
              open.put(slot.entry(), new OpenSegment(rows.segment(), gone));
            }
          }
          return open;
        });
  }

  /** Rows that are there, deleted ones not counted. */
  public long liveRows() {
    return describe().stream().mapToLong(SegmentDescription::liveRows).sum();
  }

  public List<SegmentDescription> describe() {
    Expiry expiry = Expiry.of(collection(), wallClock);
    return locked(
        () ->
            Stream.concat(
                    slots.values().stream().map(slot -> slot.describe(expiry)),
                    unflushed.describe())
                .toList());
  }

  /** Bytes that are in the log and in memory but not in segments yet. */
  public long unflushedBytes() {
    return locked(unflushed::bytes);
  }

  /** Whether there are open segments that nobody has read for so long. */
  public boolean isIdleFor(Duration time) {
    return reads.noneFor(time) && openCount() > 0;
  }

  /** Segments whose rows are in memory. */
  public int openCount() {
    return locked(() -> (int) slots.values().stream().filter(s -> s.segment().isPresent()).count());
  }

  /** Opens what is not open, codes and graphs too, as a read would. */
  public void warmUp() {
    if (openCount() < locked(slots::size)) {
      snapshot(Set.of());
    }
  }

  /** Removes the copies of its segments on the local disk. */
  public void forgetCopies() {
    manifest().segments().forEach(segmentStore::forget);
  }

  /** Lets go of everything that can be opened again. */
  public void release() {
    change(
        () -> {
          slots.values().forEach(SegmentSlot::close);
          indexes.retain(List.of());
        });
  }

  /**
   * Reads while every segment is open. A manifest that takes effect meanwhile, or a release, may
   * leave some to be opened once more.
   */
  private <T> T withAllOpen(Supplier<T> read) {
    return reads.during(
        () -> {
          Optional<T> result = Optional.empty();
          while (result.isEmpty()) {
            openSegments();
            result =
                locked(
                    () ->
                        slots.values().stream().allMatch(s -> s.segment().isPresent())
                            ? Optional.of(read.get())
                            : Optional.empty());
          }
          return result.get();
        });
  }

  private void openSegments() {
    for (SegmentSlot slot : locked(() -> List.copyOf(slots.values()))) {
      SegmentEntry entry = locked(slot::entry);
      if (locked(() -> slot.segment().isPresent())) {
        continue;
      }
      Segment segment = segmentStore.open(entry, collection().schema());
      change(
          () -> {
            if (slot.segment().isEmpty()) {
              attach(slot, segment, segmentStore.readDeletes(slot.entry()));
            }
          });
    }
  }

  private void attach(SegmentSlot slot, Segment segment, BitSet persisted) {
    if (!segment.has(collection.schema())) {
      return; // a field was added since it was opened
    }
    slot.open(segment, persisted);
    for (DeleteOperation delete : unflushed.deletes()) {
      if (delete.concerns(slot.entry().partitionId())) {
        slot.delete(delete.keys(), delete.timestamp());
      }
    }
  }

  private void apply(DeleteOperation delete) {
    unflushed.delete(delete);
    slots.values().stream()
        .filter(s -> delete.concerns(s.entry().partitionId()))
        .forEach(s -> s.delete(delete.keys(), delete.timestamp()));
  }

  private static void addChunks(Memtable memtable, Expiry expiry, List<Slice> slices) {
    BitSet deleted = memtable.deleted();
    for (Chunk chunk : memtable.chunks()) {
      BitSet gone = deleted.get(chunk.base(), chunk.base() + chunk.rows());
      slices.add(new Slice("memtable", chunk, expiry.and(gone, chunk), Map.of()));
    }
  }

  private boolean hasPartition(long id) {
    return collection.partitions().stream().anyMatch(p -> p.id() == id);
  }

  private void change(Runnable action) {
    locked(
        () -> {
          action.run();
          return null;
        });
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
