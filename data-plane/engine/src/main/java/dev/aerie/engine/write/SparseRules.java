package dev.aerie.engine.write;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.FieldSchema;

/** What sparse vectors have to be like, in rows and in queries. */
public final class SparseRules {
  private static final int NO_INDEX = -1;

  private SparseRules() {}

  /**
   * @param firstRow what messages call the first row
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} naming field and row
   */
  static void check(FieldSchema field, Column.SparseVectors vectors, long firstRow) {
    for (int row = 0; row < vectors.size(); row++) {
      int from = vectors.offsets()[row];
      int to = vectors.offsets()[row + 1];
      try {
        check(vectors.indices(), vectors.weights(), from, to);
      } catch (EngineException e) {
        throw RowRules.invalid(field, "row %d: %s".formatted(firstRow + row, e.getMessage()));
      }
    }
  }

  /**
   * Checks the pairs of one vector.
   *
   * @throws EngineException {@link ErrorCode#INVALID_VALUE}
   */
  public static void check(int[] indices, float[] weights, int from, int to) {
    for (int i = from; i < to; i++) {
      if (indices[i] == NO_INDEX) {
        throw invalid("invalid index in sparse float vector: must be less than 2^32-1");
      }
      if (i > from && Integer.compareUnsigned(indices[i - 1], indices[i]) >= 0) {
        throw invalid("unsorted or same indices in sparse float vector");
      }
      if (!Float.isFinite(weights[i])) {
        throw invalid("value '%s' is not a number or infinity".formatted(weights[i]));
      }
      if (weights[i] < 0) {
        throw invalid("negative value in sparse float vector");
      }
    }
  }

  private static EngineException invalid(String why) {
    return new EngineException(ErrorCode.INVALID_VALUE, why);
  }
}
