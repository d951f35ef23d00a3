package dev.aerie.engine.collection;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.SegmentDescription;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.memtable.Chunk;
import dev.aerie.engine.memtable.Memtable;
import dev.aerie.engine.segment.Traffic;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A collection's rows at one moment, those in memory and those in segments alike, without what is
 * deleted or has outlived its time. Thread-safe.
 */
final class Snapshots {
  private final StateLock lock;
  private final UnflushedRows unflushed;
  private final SegmentSlots segments;
  private final Supplier<Collection> collection;
  private final Clock wallClock;
  private DefinedIndexes scalarIndexes;

  /**
   * @param collection the definition in effect; asked under the lock
   */
  Snapshots(
      StateLock lock,
      UnflushedRows unflushed,
      SegmentSlots segments,
      Supplier<Collection> collection,
      Clock wallClock) {
    this.lock = lock;
    this.unflushed = unflushed;
    this.segments = segments;
    this.wallClock = wallClock;
    this.collection = collection;
    this.scalarIndexes = DefinedIndexes.of(collection.get());
  }

  /** The definition has changed. */
  void redefine() {
    lock.change(() -> scalarIndexes = DefinedIndexes.of(collection.get()));
  }

  /** The rows of some partitions or, with an empty set, of all. */
  List<Slice> slices(Set<Long> partitions) {
    Expiry expiry = expiry();
    Map<SegmentEntry, OpenSegment> open = new LinkedHashMap<>();
    List<Slice> slices = new ArrayList<>();
    Predicate<SegmentSlot> wanted = SegmentSlot.ofPartitions(partitions);
    Collection definition =
        segments.whileOpen(
            wanted,
            () -> {
              segments.all().filter(wanted).forEach(s -> open.put(s.entry(), s.openSegment()));
              unflushed
                  .memtables()
                  .filter(m -> partitions.isEmpty() || partitions.contains(m.partitionId()))
                  .forEach(m -> addChunks(m, expiry, slices));
              return collection.get();
            });
    DefinedIndexes defined = lock.locked(() -> scalarIndexes);
    open.keySet().forEach(entry -> Traffic.looksAt(entry.bytes()));
    open.forEach(
        (entry, rows) ->
            slices.add(
                new Slice(
                    "segment " + entry.id(),
                    segments.indexed(rows.segment(), defined),
                    expiry.and(rows.deleted(), rows.segment()),
                    segments.vectorIndexes(entry, rows.segment(), definition))));
    return slices;
  }

  private static void addChunks(Memtable memtable, Expiry expiry, List<Slice> slices) {
    BitSet deleted = memtable.deleted();
    for (Chunk chunk : memtable.chunks()) {
      BitSet gone = deleted.get(chunk.base(), chunk.base() + chunk.rows());
      slices.add(new Slice("memtable", chunk, expiry.and(gone, chunk), Map.of()));
    }
  }

  /** Some segments with the rows that are gone by now; segments that are gone are left out. */
  Map<SegmentEntry, OpenSegment> segments(Set<Long> ids) {
    Expiry expiry = expiry();
    return segments.whileOpen(
        slot -> ids.contains(slot.entry().id()),
        () -> {
          Map<SegmentEntry, OpenSegment> open = new LinkedHashMap<>();
          for (long id : ids) {
            segments
                .find(id)
                .ifPresent(
                    slot -> {
                      OpenSegment rows = slot.openSegment();
                      BitSet gone = expiry.and(rows.deleted(), rows.segment());
                      open.put(slot.entry(), new OpenSegment(rows.segment(), gone));
                    });
          }
          return open;
        });
  }

  List<SegmentDescription> describe() {
    Expiry expiry = expiry();
    return lock.locked(
        () ->
            Stream.concat(segments.all().map(slot -> slot.describe(expiry)), unflushed.describe())
                .toList());
  }

  private Expiry expiry() {
    return Expiry.of(lock.locked(collection), wallClock);
  }
}
