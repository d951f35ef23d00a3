package dev.aerie.server.search;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;

/**
 * How scores are rounded in an answer.
 *
 * @param digits behind the point; -1 for all
 */
record Rounding(int digits) {
  private static final String PARAMETER = "round_decimal";
  private static final int NONE = -1;
  private static final int MOST_DIGITS = 6;

  /**
   * What a search asks for.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for digits that there cannot be
   */
  static Rounding of(SearchParams params) {
    long digits = params.number(PARAMETER, NONE);
    if (digits < NONE || digits > MOST_DIGITS) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "%s has to be -1 or between 0 and %d, not %d".formatted(PARAMETER, MOST_DIGITS, digits));
    }
    return new Rounding((int) digits);
  }

  float round(float score) {
    if (digits == NONE) {
      return score;
    }
    double unit = Math.pow(10, digits);
    return (float) (Math.floor(score * unit + 0.5) / unit);
  }
}
