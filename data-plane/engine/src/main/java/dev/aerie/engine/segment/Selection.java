package dev.aerie.engine.segment;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.vector.Block;
import dev.aerie.engine.vector.VectorRows;
import java.util.BitSet;
import java.util.List;

/**
 * Rows picked from a block.
 *
 * @param rows in rising order
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data
public record Selection(Block block, int[] rows) {
  /** The rows of a block that are not deleted. */
  public static Selection live(Block block, BitSet deleted) {
    BitSet live = new BitSet(block.rows());
    live.set(0, block.rows());
    live.andNot(deleted);
    return new Selection(block, live.stream().toArray());
  }

  static int count(List<Selection> selections) {
    return selections.stream().mapToInt(s -> s.rows.length).sum();
  }

  /** One field of all selected rows. */
  static Column gather(List<Selection> selections, String field) {
    Column first = selections.getFirst().block.column(field);
    ColumnBuilder builder = ColumnBuilder.like(first, count(selections));
    selections.forEach(s -> builder.append(s.block.column(field), s.rows));
    return builder.build();
  }

  /** One vector field of all selected rows. */
  static VectorRows gatherVectors(List<Selection> selections, String field) {
    return VectorRows.concat(
        selections.stream().map(s -> s.block.vectors(field).select(s.rows)).toList());
  }
}
