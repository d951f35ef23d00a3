package dev.aerie.engine.maintenance;

import dev.aerie.engine.catalog.SegmentDescription;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.collection.OpenSegment;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.segment.Selection;
import dev.aerie.engine.time.HybridClock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Merges segments into fewer and drops deleted rows. Thread-safe; one merge at a time. */
public final class Compaction {
  private final SegmentStore segments;
  private final ManifestEditor editor;
  private final Garbage garbage;
  private final HybridClock clock;
  private final long objectBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong merges = new AtomicLong();

  Compaction(
      SegmentStore segments,
      ManifestEditor editor,
      Garbage garbage,
      HybridClock clock,
      long objectBytes) {
    this.segments = segments;
    this.editor = editor;
    this.garbage = garbage;
    this.clock = clock;
    this.objectBytes = objectBytes;
  }

  /** Merges done by this process. */
  public long merges() {
    return merges.get();
  }

  /** Does one merge in each partition where one is worth it; tells whether there was any. */
  boolean compactIfNeeded(CollectionState state) {
    return merge(state, segments -> CompactionPlan.choose(segments, objectBytes));
  }

  /** Drops every deleted row it can, and merges until nothing more fits together. */
  public void compactFully(CollectionState state) {
    boolean merged = merge(state, segments -> CompactionPlan.chooseAll(segments, objectBytes));
    while (merged) {
      merged = merge(state, segments -> CompactionPlan.chooseFitting(segments, objectBytes));
    }
  }

  private interface Choice {
    List<Long> of(List<SegmentDescription> segments);
  }

  private boolean merge(CollectionState state, Choice choice) {
    boolean merged = false;
    for (long partition : byPartition(state).keySet()) {
      merged |= merge(state, partition, choice);
    }
    return merged;
  }

  /** Chooses under the lock: what another merge is about to replace is not there any more then. */
  private boolean merge(CollectionState state, long partitionId, Choice choice) {
    lock.lock();
    try {
      // What a merge that failed was to replace must not be merged once more.
      editor.settle();
      List<SegmentDescription> there = byPartition(state).getOrDefault(partitionId, List.of());
      Set<Long> chosen = new HashSet<>(choice.of(there));
      Map<SegmentEntry, OpenSegment> sources = state.openSegments(chosen);
      if (chosen.isEmpty() || sources.size() != chosen.size()) {
        return false;
      }
      replace(state, partitionId, sources);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static Map<Long, List<SegmentDescription>> byPartition(CollectionState state) {
    return state.describe().stream()
        .filter(SegmentDescription::flushed)
        .collect(Collectors.groupingBy(SegmentDescription::partitionId));
  }

  private void replace(
      CollectionState state, long partitionId, Map<SegmentEntry, OpenSegment> sources) {
    List<Selection> selections = new ArrayList<>();
    sources.values().forEach(s -> selections.add(Selection.live(s.segment(), s.deleted())));
    List<Selection> filled = selections.stream().filter(s -> s.rows().length > 0).toList();
    Set<Long> gone = sources.keySet().stream().map(SegmentEntry::id).collect(Collectors.toSet());
    try (NewSegments merged = new NewSegments(segments, garbage, clock, state.collection())) {
      if (!filled.isEmpty()) {
        merged.add(partitionId, filled);
      }
      editor.edit(
          state, manifest -> changed(state, manifest, gone, merged.entries(), filled), merged);
    }
    merges.incrementAndGet();
    gone.forEach(id -> garbage.segment(state.collection().id(), id));
  }

  private Manifest changed(
      CollectionState state,
      Manifest manifest,
      Set<Long> gone,
      List<SegmentEntry> merged,
      List<Selection> selections) {
    List<SegmentEntry> entries = new ArrayList<>(state.present(manifest));
    entries.removeIf(e -> gone.contains(e.id()));
    for (SegmentEntry entry : merged) {
      lateDeletes(state, gone, selections)
          .ifPresent(late -> entries.add(late.isEmpty() ? entry : deleted(manifest, entry, late)));
    }
    return manifest.withSegments(entries);
  }

  private SegmentEntry deleted(Manifest manifest, SegmentEntry entry, BitSet late) {
    return entry.withDeletes(
        segments.writeDeletes(manifest.collectionId(), entry.id(), clock::next, late));
  }

  /**
   * Rows of the merged segment that were deleted from their sources while it was written: a flush
   * meanwhile may have put them into the sources' delete files, which nobody will read again. Empty
   * if the partition was dropped meanwhile, and the sources with it.
   */
  private static Optional<BitSet> lateDeletes(
      CollectionState state, Set<Long> sources, List<Selection> selections) {
    Map<Long, BitSet> deleted =
        state.openSegments(sources).values().stream()
            .collect(Collectors.toMap(s -> s.segment().id(), OpenSegment::deleted));
    if (!deleted.keySet().equals(sources)) {
      return Optional.empty();
    }
    BitSet late = new BitSet();
    int row = 0;
    for (Selection selection : selections) {
      BitSet now = deleted.get(((Segment) selection.block()).id());
      for (int source : selection.rows()) {
        late.set(row++, now.get(source));
      }
    }
    return Optional.of(late);
  }
}
