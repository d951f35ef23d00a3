package dev.aerie.engine.execution;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;

/**
 * Counts the memory that an answer takes, before it is taken, and refuses what is too much. Not
 * thread-safe.
 */
final class AnswerBytes {
  /** About what a row takes besides its fields: where it lies, and its place in an order. */
  static final int OF_A_ROW = 24;

  private final long most;
  private long taken;

  AnswerBytes(long most) {
    this.most = most;
  }

  /**
   * Takes memory.
   *
   * @throws EngineException {@link ErrorCode#ANSWER_TOO_LARGE}
   */
  void take(long bytes) {
    require(bytes);
    taken += bytes;
  }

  /**
   * Whether memory that will be taken may be.
   *
   * @throws EngineException {@link ErrorCode#ANSWER_TOO_LARGE}
   */
  void require(long bytes) {
    if (bytes > most - taken) {
      throw new EngineException(
          ErrorCode.ANSWER_TOO_LARGE,
          "the answer would take more than %d bytes: ask for fewer rows, by a limit, an iterator or fewer vectors, or for fewer output fields"
              .formatted(most));
    }
  }
}
