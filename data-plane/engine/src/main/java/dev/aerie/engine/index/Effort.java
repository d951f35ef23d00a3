package dev.aerie.engine.index;

import java.util.OptionalInt;

/**
 * How hard a search tries.
 *
 * @param wanted rows wanted
 * @param beam nodes a walk over a graph keeps in sight
 * @param dropRatio share of a sparse query's least weights that are left out, below 1
 * @param level 1 to 10; more makes a quantised scan look at more candidates
 */
public record Effort(int wanted, int beam, int level, double dropRatio) {
  private static final int MOST_LEVEL = 10;

  /** Queries from elsewhere than the rows need it for a recall of .98 in half a million rows. */
  private static final int LEAST_BEAM = 800;

  private static final int BEAM_A_LEVEL = 200;

  /** An effort that leaves nothing out. */
  public Effort(int wanted, int beam, int level) {
    this(wanted, beam, level, 0);
  }

  /**
   * What a client asks for.
   *
   * @param ef the beam it would give a graph of vectors; a walk by codes needs half as much again
   */
  public static Effort of(int wanted, int level, OptionalInt ef, double dropRatio) {
    int bounded = Math.clamp(level, 1, MOST_LEVEL);
    int beam = ef.isPresent() ? ef.getAsInt() * 3 / 2 : LEAST_BEAM + BEAM_A_LEVEL * (bounded - 1);
    return new Effort(wanted, beam, bounded, dropRatio);
  }
}
