package dev.aerie.engine.graph;

import dev.aerie.engine.index.Effort;
import dev.aerie.engine.index.VectorIndex;
import dev.aerie.engine.quantized.BinaryEncoder;
import dev.aerie.engine.quantized.BinaryRowQuery;
import dev.aerie.engine.quantized.BinaryRowScan;
import dev.aerie.engine.quantized.BinaryRows;
import dev.aerie.engine.quantized.BinaryScan.Order;
import dev.aerie.engine.quantized.ByteCodes;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.Vectors;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * A navigable graph over the vectors of one field of a segment. It is built by eight bits a
 * coordinate and walked by one, of which a row takes a cache line where the vector takes 24; what a
 * walk finds is ranked by the eight. Thread-safe.
 *
 * <p>As an object, version 1: dimension, rows, degree, number of landmarks, zeros up to byte 64 of
 * the object; then, each from a multiple of 64 on, the landmarks' rows, the centroid of the binary
 * codes, edges, binary codes, byte codes. A mapped object is used as it is.
 */
public final class CodedGraph implements VectorIndex {
  /** Distances a step of a walk computes on average, as distances of a scan. */
  private static final double COST_A_STEP = 8;

  /** Rows here and there looked at by their codes in the time of one distance. */
  private static final double ROWS_A_DISTANCE = 12;

  /** Rows a walk has to end with for each that is ranked by finer codes, at the least. */
  private static final double MARGIN = 1.25;

  /** Accepted rows a walk has to end with for each candidate that a scan would need. */
  private static final double ACCEPTED_A_CANDIDATE = 1.75;

  private final Neighbours graph;
  private final Landmarks landmarks;
  private final BinaryRows rows;
  private final BinaryRows marks;
  private final BinaryRowScan scan;
  private final Order order;
  private final ByteCodes codes;
  private final Queue<Walk> idle = new ConcurrentLinkedQueue<>();

  CodedGraph(Neighbours graph, Landmarks landmarks, BinaryRows rows, ByteCodes codes) {
    this.graph = graph;
    this.landmarks = landmarks;
    this.rows = rows;
    this.marks = rows.select(landmarks.rows());
    this.scan = new BinaryRowScan(rows);
    this.codes = codes;
    this.order = Order.of(codes.metric());
  }

  /**
   * Builds a graph with as many threads as the common pool has.
   *
   * @param isWanted asked now and then; empty as soon as it says no
   */
  public static Optional<CodedGraph> build(
      Vectors vectors, Metric metric, BooleanSupplier isWanted) {
    ByteCodes codes = ByteCodes.of(vectors, metric);
    BinaryRows rows = BinaryRows.of(BinaryEncoder.encode(vectors, metric));
    GraphBuilder builder = new GraphBuilder(vectors, codes, rows, GraphShape.USUAL, isWanted);
    return builder.build().map(edges -> new CodedGraph(edges, builder.landmarks(), rows, codes));
  }

  /** The graph as an object. */
  public byte[] toBytes() {
    return GraphFile.write(graph, landmarks, rows, codes);
  }

  /**
   * A graph over a mapped object whose checksum was verified.
   *
   * @throws dev.aerie.engine.objectstore.ObjectStoreException OBJECT_DAMAGED, naming the object
   */
  public static CodedGraph open(String key, MemorySegment object, Metric metric) {
    return GraphFile.open(key, object, metric);
  }

  @Override
  public String name() {
    return "graph";
  }

  @Override
  public double cost(int rows, int accepted, Effort effort) {
    return Math.min(walkCost(accepted, effort), scanCost(accepted, effort));
  }

  /** A walk with a filter has to go past the rows that do not count. */
  private double walkCost(int accepted, Effort effort) {
    return COST_A_STEP * width(effort, accepted);
  }

  /** Where few rows pass, to look at each of them costs less. */
  private double scanCost(int accepted, Effort effort) {
    return accepted / ROWS_A_DISTANCE + 2.0 * effort.candidates(codes.rows());
  }

  @Override
  public void search(QueryVector wanted, Effort effort, BitSet accepted, IntConsumer found) {
    float[] query = QueryVector.dense(wanted);
    Walk walk = idle.poll();
    if (walk == null) {
      walk = new Walk(graph, landmarks);
    }
    int count = accepted.cardinality();
    int[] near =
        walkCost(count, effort) < scanCost(count, effort)
            ? walked(walk, query, width(effort, count))
            : scan.candidates(query, order, effort.candidates(codes.rows()), accepted);
    Beam best = walk.refine(near, codes.query(query).to(codes), accepted, candidates(effort));
    for (int i = 0; i < best.size(); i++) {
      found.accept(best.row(i));
    }
    idle.add(walk);
  }

  private int[] walked(Walk walk, float[] query, int width) {
    BinaryRowQuery coarse = BinaryRowQuery.of(rows.frame(), order, query);
    return walk.run(coarse.to(rows), coarse.to(marks), width).rows();
  }

  /** Codes rank all but the nearest of neighbours right. */
  private static int candidates(Effort effort) {
    return effort.wanted() + Math.max(10, effort.wanted() / 2);
  }

  /** Wide enough for a walk without a filter, and to end with enough rows that pass one. */
  private int width(Effort effort, int accepted) {
    double share = (double) codes.rows() / Math.max(1, accepted);
    double usual = Math.max(effort.beamOver(codes.rows()), MARGIN * candidates(effort));
    double enough = Math.min(usual, ACCEPTED_A_CANDIDATE * effort.candidates(codes.rows()));
    return (int) Math.min(Math.max(usual, enough * share), codes.rows());
  }
}
