package dev.aerie.engine.execution;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.write.SparseRules;

/** What a query has to be like for the field that it searches. */
final class QueryRules {
  private QueryRules() {}

  /**
   * @throws EngineException {@link ErrorCode#DIMENSION_MISMATCH}, {@link ErrorCode#INVALID_VALUE}
   *     or, for a query of another kind than the field's, {@link ErrorCode#INVALID_ARGUMENT}
   */
  static void check(QueryVector query, FieldSchema field) {
    switch (query) {
      case QueryVector.Text _ ->
          requireKind(query, field, field.type() == DataType.SPARSE_FLOAT_VECTOR);
      case QueryVector.Sparse sparse -> {
        requireKind(query, field, field.type() == DataType.SPARSE_FLOAT_VECTOR);
        SparseRules.check(sparse.indices(), sparse.weights(), 0, sparse.indices().length);
      }
      case QueryVector.Dense dense -> checkDense(dense.values(), field);
      case QueryVector.Binary bits -> {
        requireKind(query, field, field.type() == DataType.BINARY_VECTOR);
        requireDimension(field, bits.values().length * Byte.SIZE, 1);
      }
    }
  }

  private static void checkDense(float[] vector, FieldSchema field) {
    requireKind(new QueryVector.Dense(vector), field, field.type().isDenseVector());
    requireDimension(field, vector.length, Float.SIZE);
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw new EngineException(
            ErrorCode.INVALID_VALUE, "a query vector has the value '" + value + "'");
      }
    }
  }

  private static void requireKind(QueryVector query, FieldSchema field, boolean fits) {
    if (!fits) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "vector type must be the same, field '%s' is of type %s, the query is %s"
              .formatted(field.name(), field.type(), query.kind()));
    }
  }

  private static void requireDimension(FieldSchema field, int given, int bits) {
    if (given != field.dimension()) {
      throw new EngineException(
          ErrorCode.DIMENSION_MISMATCH,
          "vector dimension mismatch, expected vector size(byte) %d, actual %d: field '%s' has dimension %d, the query %d"
              .formatted(
                  field.dimension() * bits / Byte.SIZE,
                  given * bits / Byte.SIZE,
                  field.name(),
                  field.dimension(),
                  given));
    }
  }
}
