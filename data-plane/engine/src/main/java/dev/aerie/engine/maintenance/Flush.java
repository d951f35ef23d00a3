package dev.aerie.engine.maintenance;

import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.collection.FrozenRows;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.segment.Selection;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogPosition;
import dev.aerie.engine.wal.LogRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Turns the rows in memory into segments. Thread-safe; one flush at a time. */
public final class Flush {
  private final Replica replica;
  private final SegmentStore segments;
  private final ManifestEditor editor;
  private final Garbage garbage;
  private final HybridClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong written = new AtomicLong();

  Flush(
      Replica replica,
      SegmentStore segments,
      ManifestEditor editor,
      Garbage garbage,
      HybridClock clock) {
    this.replica = replica;
    this.segments = segments;
    this.editor = editor;
    this.garbage = garbage;
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
    // A segment that can't be opened is found before rows are written, again and again, in vain.
    state.changedDeletes();
    replica.append(new LogRecord.Rotate(state.collection().id()));
    LogPosition covered = state.rotatedAt();
    try (NewSegments added = new NewSegments(segments, garbage, clock, state.collection())) {
      for (FrozenRows rows : state.frozenRows()) {
        List<Selection> live = rows.live();
        if (!live.isEmpty()) {
          added.add(rows.partitionId(), live);
        }
      }
      editor.edit(state, manifest -> changed(state, manifest, covered, added.entries()), added);
      written.addAndGet(added.entries().size());
    }
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
                      manifest.collectionId(), entry.id(), clock::next, deleted)));
    }
    entries.addAll(added);
    return manifest.covering(covered, entries);
  }
}
