package dev.aerie.engine.collection;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.vector.Block;
import java.time.Clock;
import java.util.BitSet;
import java.util.OptionalLong;

/**
 * Which rows have outlived the time that their collection gives them, at one moment.
 *
 * @param before rows written before this hybrid timestamp; empty where rows live for ever
 */
record Expiry(OptionalLong before) {
  static Expiry of(Collection collection, Clock wallClock) {
    return new Expiry(
        collection
            .timeToLive()
            .map(time -> HybridClock.ofMillis(wallClock.millis() - time.toMillis()))
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty()));
  }

  /** The rows that are deleted, and those that have outlived their time. */
  BitSet and(BitSet deleted, Block block) {
    if (before.isEmpty()) {
      return deleted;
    }
    BitSet gone = (BitSet) deleted.clone();
    long[] written = ((Column.Longs) block.column(SystemColumns.TIMESTAMP)).values();
    for (int row = 0; row < written.length; row++) {
      if (written[row] < before.getAsLong()) {
        gone.set(row);
      }
    }
    return gone;
  }
}
