package dev.aerie.engine.collection;

import dev.aerie.engine.index.VectorIndex;
import dev.aerie.engine.vector.Block;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Rows to be searched: a block and which of its rows are deleted, at one moment.
 *
 * @param name for explanations
 * @param indexes by vector field; those that are ready
 */
public record Slice(
    String name, Block block, BitSet deleted, Map<String, List<VectorIndex>> indexes) {
  public int liveRows() {
    return block.rows() - deleted.cardinality();
  }
}
