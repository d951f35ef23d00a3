package dev.aerie.engine.vector;

/** What the weight of a dimension in a stored sparse vector counts for. */
public sealed interface TermWeighting {
  /** The weight itself: scores are inner products. */
  TermWeighting PRODUCT = new Product();

  /**
   * What is multiplied with the query's weight; never falls as the stored weight rises, nor rises
   * with the length.
   *
   * @param length sum of all weights of the stored vector
   */
  float of(float stored, float length);

  /** See {@link #PRODUCT}. */
  record Product() implements TermWeighting {
    @Override
    public float of(float stored, float length) {
      return stored;
    }
  }

  /**
   * BM25: further occurrences of a word count less and less, and those in long texts less than in
   * short ones.
   *
   * @param k1 how slowly occurrences wear off
   * @param b how much the length of a text matters, 0 to 1
   * @param averageLength of all texts, in words; above 0
   */
  record Bm25(float k1, float b, float averageLength) implements TermWeighting {
    @Override
    public float of(float stored, float length) {
      return stored * (k1 + 1) / (stored + k1 * (1 - b + b * length / averageLength));
    }
  }
}
