package dev.aerie.engine.execution;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnSize;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.vector.Block;
import dev.aerie.engine.vector.SparseVectors;

/** About how many bytes a field of a row takes in an answer. */
final class FieldBytes {
  private FieldBytes() {}

  /** What every row takes. */
  static long fixed(FieldSchema field) {
    return field.type().isVector() && field.dimension() > 0
        ? vector(field)
        : ofScalar(field.type());
  }

  private static long vector(FieldSchema field) {
    return field.type() == DataType.BINARY_VECTOR
        ? field.dimension() / Byte.SIZE
        : (long) field.dimension() * Float.BYTES;
  }

  private static long ofScalar(DataType type) {
    return switch (type) {
      case BOOL -> 1;
      case INT8, INT16, INT32, FLOAT -> Integer.BYTES;
      default -> Long.BYTES;
    };
  }

  /** What a row takes beyond that. */
  static long varying(FieldSchema field, Block block, int row) {
    return switch (field.type()) {
      case VARCHAR, JSON, ARRAY -> ColumnSize.varying(block.column(field.name()), row);
      case SPARSE_FLOAT_VECTOR -> {
        SparseVectors vectors = (SparseVectors) block.vectors(field.name());
        yield (long) (vectors.first(row + 1) - vectors.first(row))
            * Column.SparseVectors.PAIR_BYTES;
      }
      default -> 0;
    };
  }
}
