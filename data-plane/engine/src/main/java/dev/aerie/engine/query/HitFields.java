package dev.aerie.engine.query;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.row.RowBatch;
import java.util.List;

/** Reads fields of a search's hits as they were at the moment of the search. */
@FunctionalInterface
public interface HitFields {
  /**
   * Output fields of some hits.
   *
   * @param names fields wanted; {@code *} for all; dynamic keys are allowed
   * @param hits their numbers among all of the result, in the order wanted
   * @throws EngineException {@link ErrorCode#FIELD_NOT_FOUND}, {@link ErrorCode#ANSWER_TOO_LARGE}
   */
  RowBatch of(List<String> names, int[] hits);
}
