package dev.aerie.engine.collection;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.index.VectorIndex;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.vector.Block;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The segments of a collection, of which some are open: what a read wants is opened for it, and let
 * go of when nobody reads it. Thread-safe; what opens a segment does so outside of the state's
 * lock.
 */
final class SegmentSlots {
  private final StateLock lock;
  private final SegmentStore store;
  private final SegmentIndexes indexes;
  private final ReadActivity reads = new ReadActivity();
  private final Map<Long, SegmentSlot> slots = new LinkedHashMap<>();
  private final Supplier<CollectionSchema> schema;
  private final Supplier<List<DeleteOperation>> deletes;

  /**
   * @param background where codes of segments are made
   * @param deletes those that delete files may not have yet, in the log's order
   */
  SegmentSlots(
      StateLock lock,
      SegmentStore store,
      Executor background,
      Supplier<CollectionSchema> schema,
      Supplier<List<DeleteOperation>> deletes) {
    this.lock = lock;
    this.store = store;
    this.indexes = new SegmentIndexes(store, background);
    this.schema = schema;
    this.deletes = deletes;
  }

  /**
   * Holds these segments and no others.
   *
   * @param opened segments among them that are open already, by id, with the rows that their delete
   *     files have
   */
  void install(List<SegmentEntry> entries, Map<Long, OpenSegment> opened) {
    lock.change(
        () -> {
          slots.keySet().retainAll(entries.stream().map(SegmentEntry::id).toList());
          indexes.retain(entries);
          for (SegmentEntry entry : entries) {
            SegmentSlot slot = slots.computeIfAbsent(entry.id(), _ -> new SegmentSlot(entry));
            slot.entry(entry);
            OpenSegment open = opened.get(entry.id());
            if (open != null && !slot.isOpen()) {
              attach(slot, open.segment(), open.deleted());
            }
          }
        });
  }

  void retainPartitions(Set<Long> present) {
    lock.change(
        () -> {
          slots.values().removeIf(s -> !present.contains(s.entry().partitionId()));
          reads.retain(present);
        });
  }

  void delete(DeleteOperation delete) {
    lock.change(
        () ->
            slots.values().stream()
                .filter(s -> delete.concerns(s.entry().partitionId()))
                .forEach(s -> s.delete(delete.keys(), delete.timestamp())));
  }

  /** All segments; to be looked at under the lock. */
  Stream<SegmentSlot> all() {
    return slots.values().stream();
  }

  Optional<SegmentSlot> find(long id) {
    return Optional.ofNullable(slots.get(id));
  }

  /** An open segment with the scalar indexes that its collection defines. */
  Block indexed(Segment segment, DefinedIndexes defined) {
    return new IndexedSegment(segment, defined, store.scalarIndexes());
  }

  /** The vector indexes that an open segment has now. */
  Map<String, List<VectorIndex>> vectorIndexes(
      SegmentEntry entry, Segment segment, Collection definition) {
    return indexes.of(entry, segment, definition);
  }

  /** Segments whose rows are in memory. */
  int openCount() {
    return lock.locked(() -> (int) all().filter(SegmentSlot::isOpen).count());
  }

  /** Whether a partition has open segments that nobody has read for so long. */
  boolean isIdleFor(long partition, Duration time) {
    return reads.noneFor(partition, time)
        && lock.locked(() -> all().anyMatch(s -> s.isOf(partition) && s.isOpen()));
  }

  /** Lets go of what can be opened again. */
  void close(Predicate<SegmentSlot> wanted) {
    lock.change(
        () -> {
          all().filter(wanted).forEach(SegmentSlot::close);
          indexes.retain(all().filter(SegmentSlot::isOpen).map(SegmentSlot::entry).toList());
        });
  }

  /** Has every segment opened anew: its schema has grown. */
  void reopen() {
    lock.change(() -> all().forEach(SegmentSlot::close));
  }

  /** Removes the copies of a partition's segments on the local disk. */
  void forgetCopies(long partition) {
    lock.locked(() -> all().filter(s -> s.isOf(partition)).map(SegmentSlot::entry).toList())
        .forEach(store::forget);
  }

  /**
   * Reads while the wanted segments are open. A manifest that takes effect meanwhile, or a release,
   * may leave some to be opened once more.
   *
   * @param wanted asked under the lock
   */
  <T> T whileOpen(Predicate<SegmentSlot> wanted, Supplier<T> read) {
    Set<Long> partitions =
        lock.locked(
            () ->
                all()
                    .filter(wanted)
                    .map(s -> s.entry().partitionId())
                    .collect(Collectors.toUnmodifiableSet()));
    return reads.during(
        partitions,
        () -> {
          Optional<T> result = Optional.empty();
          while (result.isEmpty()) {
            open(wanted);
            result =
                lock.locked(
                    () ->
                        all().filter(wanted).allMatch(SegmentSlot::isOpen)
                            ? Optional.of(read.get())
                            : Optional.empty());
          }
          return result.get();
        });
  }

  /** Opens segments; their objects are fetched together, side by side. */
  private void open(Predicate<SegmentSlot> wanted) {
    List<SegmentSlot> closed =
        lock.locked(() -> all().filter(wanted).filter(s -> !s.isOpen()).toList());
    Map<String, MemorySegment> content =
        store.fetch(lock.locked(() -> closed.stream().map(SegmentSlot::entry).toList()));
    closed.forEach(slot -> slot.opening(() -> open(slot, content)));
  }

  /**
   * Two reads that want a segment at the same time open it once. A delete file that was replaced
   * while it was read lacks rows; whoever asked finds the segment closed then and tries once more.
   */
  private void open(SegmentSlot slot, Map<String, MemorySegment> content) {
    if (lock.locked(slot::isOpen)) {
      return;
    }
    Segment segment = store.open(lock.locked(slot::entry), lock.locked(schema), content);
    SegmentEntry entry = lock.locked(slot::entry);
    BitSet persisted = store.readDeletes(entry);
    lock.change(
        () -> {
          if (!slot.isOpen() && slot.entry().deletes().equals(entry.deletes())) {
            attach(slot, segment, persisted);
          }
        });
  }

  private void attach(SegmentSlot slot, Segment segment, BitSet persisted) {
    if (!segment.has(schema.get())) {
      return; // a field was added since it was opened
    }
    slot.open(segment, persisted);
    for (DeleteOperation delete : deletes.get()) {
      if (delete.concerns(slot.entry().partitionId())) {
        slot.delete(delete.keys(), delete.timestamp());
      }
    }
  }
}
