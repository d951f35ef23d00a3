package dev.aerie.engine.query;

/**
 * How fresh a read has to be.
 *
 * @param guaranteeTimestamp hybrid timestamp of the newest write that has to be seen; used by
 *     {@link ConsistencyLevel#SESSION} and {@link ConsistencyLevel#BOUNDED} only
 */
public record Consistency(ConsistencyLevel level, long guaranteeTimestamp) {
  public static final Consistency STRONG = new Consistency(ConsistencyLevel.STRONG, 0);
  public static final Consistency BOUNDED = bounded(0);
  public static final Consistency EVENTUALLY = new Consistency(ConsistencyLevel.EVENTUALLY, 0);

  /** Lags behind others' writes by a bounded time, and not behind this one. */
  public static Consistency bounded(long timestamp) {
    return new Consistency(ConsistencyLevel.BOUNDED, timestamp);
  }

  public static Consistency session(long timestamp) {
    return new Consistency(ConsistencyLevel.SESSION, timestamp);
  }
}
