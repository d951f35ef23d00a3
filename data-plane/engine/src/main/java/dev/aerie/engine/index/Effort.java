package dev.aerie.engine.index;

import java.util.OptionalInt;

/**
 * How hard a search tries.
 *
 * @param wanted rows wanted
 * @param beam nodes a walk over a graph keeps in sight; 0 for as many as the level is worth
 * @param dropRatio share of a sparse query's least weights that are left out, below 1
 * @param level 1 to 10; more makes a quantised scan look at more candidates
 */
public record Effort(int wanted, int beam, int level, double dropRatio) {
  private static final int MOST_LEVEL = 10;

  /** Queries from elsewhere than the rows need it for a recall of .98 in so many rows. */
  private static final int LEAST_BEAM = 800;

  private static final int BEAM_A_LEVEL = 200;
  private static final double ROWS_OF_BEAM = 600_000;

  private static final int BASE_CANDIDATES = 50;
  private static final int CANDIDATES_A_ROW = 10;

  /** Rows up to which these are enough for queries from elsewhere than the rows. */
  private static final double ROWS_OF_BASE = 100_000;

  /** As hard, for another number of rows. */
  public Effort wanting(int rows) {
    return new Effort(rows, beam, level, dropRatio);
  }

  /** An effort that leaves nothing out. */
  public Effort(int wanted, int beam, int level) {
    this(wanted, beam, level, 0);
  }

  /**
   * How many of the rows that look nearest by codes of one bit a coordinate hold the nearest {@link
   * #wanted}; more with the square root of the rows. A filter changes nothing: it often keeps what
   * lies together, which codes can't tell apart.
   *
   * @param rows all there are, whether a filter keeps them or not
   */
  public int candidates(int rows) {
    double growth = Math.max(1, Math.sqrt(rows / ROWS_OF_BASE));
    return (int) ((BASE_CANDIDATES + CANDIDATES_A_ROW * wanted) * (level + 1) / 2.0 * growth);
  }

  /** Nodes that a walk over a graph of so many rows keeps in sight. */
  public int beamOver(int rows) {
    double growth = Math.sqrt(rows / ROWS_OF_BEAM);
    return beam > 0 ? beam : (int) ((LEAST_BEAM + BEAM_A_LEVEL * (level - 1)) * growth);
  }

  /**
   * What a client asks for.
   *
   * @param ef the beam it would give a graph of vectors; a walk by codes needs half as much again
   */
  public static Effort of(int wanted, int level, OptionalInt ef, double dropRatio) {
    int bounded = Math.clamp(level, 1, MOST_LEVEL);
    return new Effort(wanted, ef.orElse(0) * 3 / 2, bounded, dropRatio);
  }
}
