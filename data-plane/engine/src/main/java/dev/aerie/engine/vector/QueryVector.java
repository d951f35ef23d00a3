package dev.aerie.engine.vector;

/** What a search looks for. Immutable; its arrays are shared, not copied. */
@SuppressWarnings("ArrayRecordComponent") // bulk data
public sealed interface QueryVector {
  /** For messages. */
  String kind();

  /**
   * The numbers of a dense query.
   *
   * @throws IllegalArgumentException for a query of another kind
   */
  static float[] dense(QueryVector query) {
    if (query instanceof Dense dense) {
      return dense.values();
    }
    throw new IllegalArgumentException("a dense vector is needed, not " + query.kind());
  }

  /** A number a dimension. */
  record Dense(float[] values) implements QueryVector {
    @Override
    public String kind() {
      return "a dense vector";
    }
  }

  /** A bit a dimension, eight a byte, the lowest first. */
  record Binary(byte[] values) implements QueryVector {
    @Override
    public String kind() {
      return "a binary vector";
    }
  }

  /**
   * Weights of a few of up to 2^32 - 1 dimensions, by rising index as unsigned numbers.
   *
   * @param weighting what a stored weight counts for
   */
  record Sparse(int[] indices, float[] weights, TermWeighting weighting) implements QueryVector {
    @Override
    public String kind() {
      return "a sparse vector";
    }
  }

  /** Words to be found in the texts that a function counts. */
  record Text(String text) implements QueryVector {
    @Override
    public String kind() {
      return "a text";
    }
  }
}
