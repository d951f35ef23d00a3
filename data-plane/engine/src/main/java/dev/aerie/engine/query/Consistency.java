package dev.aerie.engine.query;

/**
 * How fresh a read has to be.
 *
 * @param guaranteeTimestamp hybrid timestamp of the newest write that has to be seen; used by
 *     {@link ConsistencyLevel#SESSION} only
 */
public record Consistency(ConsistencyLevel level, long guaranteeTimestamp) {
  public static final Consistency STRONG = new Consistency(ConsistencyLevel.STRONG, 0);
  public static final Consistency BOUNDED = new Consistency(ConsistencyLevel.BOUNDED, 0);
  public static final Consistency EVENTUALLY = new Consistency(ConsistencyLevel.EVENTUALLY, 0);

  public static Consistency session(long timestamp) {
    return new Consistency(ConsistencyLevel.SESSION, timestamp);
  }
}
