package dev.aerie.engine.index;

import dev.aerie.engine.quantized.BinaryEncoder;
import dev.aerie.engine.quantized.BinaryScan;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.Vectors;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A scan of 1-bit codes whose best candidates are scored exactly. A filter is a mask to it, so it
 * costs the same however few rows pass. Thread-safe.
 */
public final class QuantizedIndex implements VectorIndex {
  private static final double RECALL_WANTED = 0.99;
  private static final int MOST_WIDENING = 8;

  /** Codes scanned in the time of one distance. */
  private static final double CODES_A_DISTANCE = 60;

  private final BinaryScan scan;
  private final BinaryScan.Order order;
  private final int rows;
  private final int widening;

  private QuantizedIndex(BinaryScan scan, BinaryScan.Order order, int rows, int widening) {
    this.scan = scan;
    this.order = order;
    this.rows = rows;
    this.widening = widening;
  }

  /**
   * Encodes all vectors, and finds out on a sample how many candidates these need; empty if too
   * many, as with few dimensions.
   */
  public static Optional<QuantizedIndex> build(Vectors vectors, Metric metric) {
    BinaryScan scan = new BinaryScan(BinaryEncoder.encode(vectors, metric));
    BinaryScan.Order order = BinaryScan.Order.of(metric);
    for (int widening = 1; widening <= MOST_WIDENING; widening *= 2) {
      QuantizedIndex index = new QuantizedIndex(scan, order, vectors.rows(), widening);
      if (RecallCheck.measure(index, vectors, metric) >= RECALL_WANTED) {
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }

  @Override
  public String name() {
    return "quantised scan";
  }

  @Override
  public double cost(int rows, int accepted, Effort effort) {
    return rows / CODES_A_DISTANCE + 2.0 * candidates(effort);
  }

  @Override
  public void search(QueryVector query, Effort effort, BitSet accepted, IntConsumer found) {
    float[] wanted = QueryVector.dense(query);
    for (int row : scan.candidates(wanted, order, candidates(effort), accepted)) {
      found.accept(row);
    }
  }

  private int candidates(Effort effort) {
    return widening * effort.candidates(rows);
  }
}
