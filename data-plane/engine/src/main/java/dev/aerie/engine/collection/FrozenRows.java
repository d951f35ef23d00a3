package dev.aerie.engine.collection;

import dev.aerie.engine.memtable.Chunk;
import dev.aerie.engine.segment.Selection;
import java.util.BitSet;
import java.util.List;

/** Rows of one partition about to become a segment, and which of them are deleted by now. */
public record FrozenRows(long partitionId, List<Chunk> chunks, BitSet deleted) {
  /** The rows that are not deleted; empty if there are none. */
  public List<Selection> live() {
    return chunks.stream()
        .map(c -> Selection.live(c, deleted.get(c.base(), c.base() + c.rows())))
        .filter(s -> s.rows().length > 0)
        .toList();
  }
}
