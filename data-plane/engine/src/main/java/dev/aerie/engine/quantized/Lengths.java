package dev.aerie.engine.quantized;

/** Lengths of vectors that are about to be encoded. */
final class Lengths {
  private Lengths() {}

  static float squared(float[] vector) {
    float sum = 0;
    for (float value : vector) {
      sum += value * value;
    }
    return sum;
  }

  /**
   * Brings a vector to length 1; the zero vector stays as it is.
   *
   * @param squared its squared length
   */
  static void normalise(float[] vector, float squared) {
    if (squared > 0) {
      float inverse = (float) (1 / Math.sqrt(squared));
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= inverse;
      }
    }
  }
}
