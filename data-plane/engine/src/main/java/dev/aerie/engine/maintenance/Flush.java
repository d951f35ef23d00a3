package dev.aerie.engine.maintenance;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.collection.FrozenRows;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.segment.Selection;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogPosition;
import dev.aerie.engine.wal.LogRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Turns the rows in memory into segments. Thread-safe; one flush at a time. */
public final class Flush {
  private final Replica replica;
  private final SegmentStore segments;
  private final ManifestEditor editor;
  private final HybridClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong written = new AtomicLong();

  Flush(Replica replica, SegmentStore segments, ManifestEditor editor, HybridClock clock) {
    this.replica = replica;
    this.segments = segments;
    this.editor = editor;
    this.clock = clock;
  }

  /** Segments written by this process. */
  public long segmentsWritten() {
    return written.get();
  }

  /** Writes everything a collection has in memory; returns when that is in effect. */
  public void flush(CollectionState state) {
    lock.lock();
    try {
      if (state.unflushedBytes() > 0) {
        rotateAndWrite(state);
      }
    } finally {
      lock.unlock();
    }
  }

  private void rotateAndWrite(CollectionState state) {
    long collectionId = state.collection().id();
    replica.append(new LogRecord.Rotate(collectionId));
    LogPosition covered = state.rotatedAt();
    List<SegmentEntry> added = new ArrayList<>();
    Map<Long, Segment> opened = new LinkedHashMap<>();
    for (FrozenRows rows : state.frozenRows()) {
      write(state.collection(), rows, added, opened);
    }
    editor.edit(state, manifest -> changed(state, manifest, covered, added), opened);
    written.addAndGet(added.size());
  }

  private void write(
      Collection collection, FrozenRows rows, List<SegmentEntry> added, Map<Long, Segment> opened) {
    List<Selection> selections = rows.live();
    if (selections.isEmpty()) {
      return;
    }
    SegmentEntry entry =
        segments.write(
            collection.id(), clock.next(), rows.partitionId(), collection.schema(), selections);
    added.add(entry);
    opened.put(entry.id(), segments.open(entry, collection.schema()));
  }

  private Manifest changed(
      CollectionState state, Manifest manifest, LogPosition covered, List<SegmentEntry> added) {
    if (manifest.covered().compareTo(covered) >= 0) {
      throw new EngineException(
          ErrorCode.FENCED, "another replica has written these rows to segments meanwhile");
    }
    Map<Long, BitSet> deletes = state.changedDeletes();
    List<SegmentEntry> entries = new ArrayList<>();
    for (SegmentEntry entry : state.present(manifest)) {
      BitSet deleted = deletes.get(entry.id());
      entries.add(
          deleted == null
              ? entry
              : entry.withDeletes(
                  segments.writeDeletes(
                      manifest.collectionId(), entry.id(), manifest.number() + 1, deleted)));
    }
    entries.addAll(added);
    return manifest.covering(covered, entries);
  }
}
