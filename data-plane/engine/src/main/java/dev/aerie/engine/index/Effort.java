package dev.aerie.engine.index;

import java.util.OptionalInt;

/**
 * How hard a search tries.
 *
 * @param wanted rows wanted
 * @param beam nodes a walk over a graph keeps in sight
 * @param level 1 to 10; more makes a quantised scan look at more candidates
 */
public record Effort(int wanted, int beam, int level) {
  private static final int MOST_LEVEL = 10;
  private static final int BEAM_A_LEVEL = 200;

  /**
   * What a client asks for.
   *
   * @param ef the beam it would give a graph of vectors; a walk by codes needs half as much again
   */
  public static Effort of(int wanted, int level, OptionalInt ef) {
    int bounded = Math.clamp(level, 1, MOST_LEVEL);
    int beam = ef.isPresent() ? ef.getAsInt() * 3 / 2 : BEAM_A_LEVEL * (bounded + 1);
    return new Effort(wanted, beam, bounded);
  }
}
