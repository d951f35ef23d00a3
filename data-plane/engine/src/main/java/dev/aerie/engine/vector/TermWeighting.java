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
}
