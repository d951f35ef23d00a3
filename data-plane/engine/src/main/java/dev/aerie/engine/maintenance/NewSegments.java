package dev.aerie.engine.maintenance;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.segment.Selection;
import dev.aerie.engine.time.HybridClock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Segments written for the next manifest. What it does not list is garbage. Not thread-safe. */
final class NewSegments implements AutoCloseable {
  private final SegmentStore segments;
  private final Garbage garbage;
  private final HybridClock clock;
  private final Collection collection;
  private final List<SegmentEntry> entries = new ArrayList<>();
  private final Map<Long, Segment> opened = new LinkedHashMap<>();
  private final Set<Long> unlisted = new HashSet<>();

  NewSegments(SegmentStore segments, Garbage garbage, HybridClock clock, Collection collection) {
    this.segments = segments;
    this.garbage = garbage;
    this.clock = clock;
    this.collection = collection;
  }

  /** Writes rows of a partition as one more segment. */
  void add(long partitionId, List<Selection> rows) {
    long id = clock.next();
    unlisted.add(id);
    SegmentEntry entry =
        segments.write(collection.id(), id, partitionId, collection.schema(), rows);
    entries.add(entry);
    opened.put(id, segments.open(entry, collection.schema()));
  }

  /** The segments as a manifest lists them. */
  List<SegmentEntry> entries() {
    return entries;
  }

  /** The same, open, by id. */
  Map<Long, Segment> opened() {
    return opened;
  }

  /**
   * The log is asked for a manifest. That may take effect even if it seems to fail: nothing of it
   * may be removed.
   */
  void maybeListedBy(Manifest manifest) {
    manifest.segments().forEach(entry -> unlisted.remove(entry.id()));
  }

  /** Segments that are not listed may go. */
  @Override
  public void close() {
    unlisted.forEach(id -> garbage.segment(collection.id(), id));
  }
}
