package dev.aerie.engine.filter;

import java.util.BitSet;

/**
 * For which rows a condition is true and for which it is neither true nor false; it is false for
 * all others. Sets may be shared and are not changed once they stand here.
 */
record Truth(BitSet yes, BitSet unknown) {
  private static final BitSet NONE = new BitSet(0);

  /** Never unknown. */
  static Truth certain(BitSet yes) {
    return new Truth(yes, NONE);
  }

  /** Unknown where the value is null, whatever {@code yes} says there; takes {@code yes} over. */
  static Truth of(BitSet yes, BitSet nulls) {
    if (nulls.isEmpty()) {
      return certain(yes);
    }
    yes.andNot(nulls);
    return new Truth(yes, nulls);
  }

  /** The opposite for some of the rows. */
  Truth not(BitSet among) {
    BitSet no = (BitSet) among.clone();
    no.andNot(yes);
    no.andNot(unknown);
    return new Truth(no, unknown);
  }
}
