package dev.aerie.engine.filter;

import java.util.BitSet;
import java.util.List;

/**
 * For each row whether a condition is true or false; in neither set it is unknown. Immutable by
 * convention.
 */
record Truth(BitSet yes, BitSet no) {
  static Truth constant(boolean value, int rows) {
    BitSet all = new BitSet(rows);
    all.set(0, rows);
    return value ? new Truth(all, new BitSet()) : new Truth(new BitSet(), all);
  }

  /** Always true or false: false where it is not true. */
  static Truth certain(BitSet yes, int rows) {
    BitSet no = (BitSet) yes.clone();
    no.flip(0, rows);
    return new Truth(yes, no);
  }

  Truth not() {
    return new Truth(no, yes);
  }

  static Truth and(List<Truth> parts) {
    return new Truth(
        intersection(parts.stream().map(Truth::yes).toList()),
        union(parts.stream().map(Truth::no).toList()));
  }

  static Truth or(List<Truth> parts) {
    return new Truth(
        union(parts.stream().map(Truth::yes).toList()),
        intersection(parts.stream().map(Truth::no).toList()));
  }

  private static BitSet intersection(List<BitSet> sets) {
    BitSet result = (BitSet) sets.getFirst().clone();
    sets.forEach(result::and);
    return result;
  }

  private static BitSet union(List<BitSet> sets) {
    BitSet result = (BitSet) sets.getFirst().clone();
    sets.forEach(result::or);
    return result;
  }
}
