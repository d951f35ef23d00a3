package dev.aerie.engine.collection;

import dev.aerie.engine.index.GraphIndex;
import dev.aerie.engine.vector.Block;
import java.util.BitSet;
import java.util.Map;

/**
 * Rows to be searched: a block and which of its rows are deleted, at one moment.
 *
 * @param name for explanations
 * @param graphs by vector field; those that are built
 */
public record Slice(String name, Block block, BitSet deleted, Map<String, GraphIndex> graphs) {
  public int liveRows() {
    return block.rows() - deleted.cardinality();
  }
}
