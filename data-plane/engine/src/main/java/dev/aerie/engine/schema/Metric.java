package dev.aerie.engine.schema;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.Locale;

/** How two vectors are compared. Scores are what Milvus returns. */
public enum Metric {
  /** Squared Euclidean distance; smaller is nearer. */
  L2(false),
  /** Inner product; larger is nearer. */
  IP(true),
  /** Cosine of the angle, -1 to 1; larger is nearer. */
  COSINE(true),
  /** Number of bits that differ; fewer is nearer. */
  HAMMING(false),
  /** Share of the bits set in either vector that are not set in both; smaller is nearer. */
  JACCARD(false),
  BM25(true);

  private final boolean largerIsNearer;

  Metric(boolean largerIsNearer) {
    this.largerIsNearer = largerIsNearer;
  }

  public boolean largerIsNearer() {
    return largerIsNearer;
  }

  /** Whether score {@code a} ranks before score {@code b}. */
  public boolean nearer(float a, float b) {
    return largerIsNearer ? a > b : a < b;
  }

  /**
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a name that is no metric
   */
  public static Metric parse(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "metric type '"
              + name
              + "' is not known; use one of L2, IP, COSINE, HAMMING, JACCARD, BM25",
          e);
    }
  }
}
