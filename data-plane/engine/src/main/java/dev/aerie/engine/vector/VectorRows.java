package dev.aerie.engine.vector;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The vectors of one field for a run of rows, outside of the heap. Immutable. */
public sealed interface VectorRows permits Vectors, BinaryVectors, SparseVectors {
  int rows();

  /** Rows without a vector. */
  BitSet nulls();

  /** What the vectors take in memory. */
  long bytes();

  /** The given rows. */
  VectorRows select(int[] wanted);

  /** The given rows as a column. */
  Column gather(int[] wanted);

  /**
   * Scores of the rows for a query.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} or {@link ErrorCode#METRIC_MISMATCH}
   *     when query or metric does not fit vectors of this kind
   */
  Scorer scorer(Metric metric, QueryVector query);

  /** A column's vectors; empty for a column of something else. */
  static Optional<VectorRows> of(Column column) {
    return switch (column) {
      case Column.FloatVectors floats -> Optional.of(Vectors.of(floats));
      case Column.BinaryVectors bits -> Optional.of(BinaryVectors.of(bits));
      case Column.SparseVectors pairs -> Optional.of(SparseVectors.of(pairs));
      default -> Optional.empty();
    };
  }

  /**
   * All rows of the parts, one after the other.
   *
   * @param parts at least one, all of one kind and dimension
   */
  static VectorRows concat(List<? extends VectorRows> parts) {
    return switch (parts.getFirst()) {
      case Vectors _ -> Vectors.concat(parts.stream().map(Vectors.class::cast).toList());
      case BinaryVectors _ ->
          BinaryVectors.concat(parts.stream().map(BinaryVectors.class::cast).toList());
      case SparseVectors _ ->
          SparseVectors.concat(parts.stream().map(SparseVectors.class::cast).toList());
    };
  }

  /** A refusal to compare vectors in a way that is not theirs. */
  static EngineException unfit(Metric metric, QueryVector query) {
    return new EngineException(
        ErrorCode.METRIC_MISMATCH,
        "metric type %s does not fit the field and a query by %s".formatted(metric, query.kind()));
  }
}
