package dev.aerie.engine.maintenance;

import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.memtable.Memtable;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.segment.Selection;
import dev.aerie.engine.time.HybridClock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/**
 * Segments of an import: written before the manifest that lists them, so that all go into effect at
 * once. Not thread-safe.
 */
public final class UnlistedSegments implements AutoCloseable {
  private final SegmentStore segments;
  private final ManifestEditor editor;
  private final Flush flush;
  private final Garbage garbage;
  private final Replica replica;
  private final HybridClock clock;
  private final ClusterState cluster;
  private final CollectionState state;
  private final long job;
  private final OptionalLong since;
  private final List<SegmentEntry> written = new ArrayList<>();

  UnlistedSegments(
      SegmentStore segments,
      ManifestEditor editor,
      Flush flush,
      Garbage garbage,
      Replica replica,
      HybridClock clock,
      ClusterState cluster,
      CollectionState state,
      long job) {
    this.segments = segments;
    this.editor = editor;
    this.flush = flush;
    this.garbage = garbage;
    this.replica = replica;
    this.clock = clock;
    this.cluster = cluster;
    this.state = state;
    this.job = job;
    this.since = replica.writerSince();
  }

  /** Writes rows of a partition as one more segment. */
  public void add(Memtable rows) {
    requireSameEpoch();
    List<Selection> selections =
        rows.chunks().stream().map(chunk -> Selection.live(chunk, new BitSet())).toList();
    written.add(
        segments.write(
            state.collection().id(),
            clock.next(),
            rows.partitionId(),
            state.collection().schema(),
            selections));
  }

  /** Whether an import of this number is in effect. */
  public boolean areListed() {
    replica.settle();
    return state.manifest().lastImport() >= job;
  }

  /**
   * Puts the segments into effect. Deletes from before do not concern their rows: a flush settles
   * them first.
   */
  public void list() {
    cluster.state(state.collection());
    flush.flush(state);
    List<SegmentEntry> listed = List.copyOf(written);
    // Once the log is asked, it may take effect even if that seems to fail: nothing may be removed.
    written.clear();
    editor.edit(state, manifest -> changed(manifest, listed));
  }

  private Manifest changed(Manifest manifest, List<SegmentEntry> listed) {
    requireSameEpoch();
    if (state.present(manifest.withSegments(listed)).size() < listed.size()) {
      written.addAll(listed);
      throw new EngineException(
          ErrorCode.PARTITION_NOT_FOUND, "a partition that rows go to was dropped meanwhile");
    }
    return manifest.lastImport() >= job ? manifest : manifest.withImport(job, listed);
  }

  /**
   * A later epoch of this process has taken stock of the store, and holds what no manifest lists
   * for garbage.
   */
  private void requireSameEpoch() {
    if (since.isEmpty() || !since.equals(replica.writerSince())) {
      throw new EngineException(
          ErrorCode.FENCED, "another replica has been writing since the import began");
    }
  }

  /** Segments that were not listed may go. */
  @Override
  public void close() {
    written.forEach(entry -> garbage.segment(state.collection().id(), entry.id()));
    written.clear();
  }
}
