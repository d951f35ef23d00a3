package dev.aerie.engine.vector;

/** Lengths of vectors of floats, whose squares may be no floats: the greatest and the least. */
public final class Lengths {
  private Lengths() {}

  /** The sum of a vector's squares; of use where it {@link #isUsual}. */
  public static float squared(float[] vector) {
    float sum = 0;
    for (float value : vector) {
      sum += value * value;
    }
    return sum;
  }

  /** Whether a sum of squares is neither beyond the floats nor below those of full precision. */
  static boolean isUsual(float squared) {
    return squared >= Float.MIN_NORMAL && squared < Float.POSITIVE_INFINITY;
  }

  /**
   * Brings a vector to length 1; the zero vector stays as it is.
   *
   * @param squared its squared length
   */
  public static void normalise(float[] vector, float squared) {
    if (isUsual(squared)) {
      float inverse = (float) (1 / Math.sqrt(squared));
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= inverse;
      }
    } else {
      normalise(vector, Math.sqrt(squaredInDoubles(vector)));
    }
  }

  private static void normalise(float[] vector, double length) {
    for (int i = 0; i < vector.length && length > 0; i++) {
      vector[i] = (float) (vector[i] / length);
    }
  }

  private static double squaredInDoubles(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    return sum;
  }
}
