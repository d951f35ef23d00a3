package dev.aerie.engine.graph;

import dev.aerie.engine.quantized.BinaryRowQuery;
import dev.aerie.engine.quantized.BinaryRows;
import dev.aerie.engine.quantized.BinaryScan.Order;
import dev.aerie.engine.quantized.ByteCodes;
import dev.aerie.engine.quantized.ByteQuery;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.Vectors;
import java.util.BitSet;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Builds a graph by inserting row after row, with all processors. Rows have room for more edges
 * than they keep, so that they are thinned out now and then and not at each new edge.
 */
final class GraphBuilder {
  private static final int ROOM = 12;
  private static final int LOCKS = 1 << 12;

  /** Of so many rows one is the occasion to ask whether the graph is still wanted. */
  private static final int ROWS_A_QUESTION = 1 << 10;

  private final Vectors vectors;
  private final ByteCodes codes;
  private final BinaryRows rows;
  private final GraphShape shape;
  private final Neighbours graph;
  private final Landmarks landmarks;
  private final ByteCodes marks;
  private final BinaryRows coarseMarks;
  private final BitSet all;
  private final int[] present;
  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
  private final Queue<Inserter> idle = new ConcurrentLinkedQueue<>();
  private final BooleanSupplier isWanted;
  private volatile boolean givenUp;

  GraphBuilder(
      Vectors vectors,
      ByteCodes codes,
      BinaryRows rows,
      GraphShape shape,
      BooleanSupplier isWanted) {
    this.vectors = vectors;
    this.codes = codes;
    this.rows = rows;
    this.shape = shape;
    this.isWanted = isWanted;
    this.graph = Neighbours.none(codes.rows(), shape.degree() + ROOM);
    this.all = new BitSet(codes.rows());
    all.set(0, codes.rows());
    all.andNot(vectors.nulls());
    this.present = all.stream().toArray();
    this.landmarks = Landmarks.of(present);
    this.marks = codes.select(landmarks.rows());
    this.coarseMarks = rows.select(landmarks.rows());
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  Landmarks landmarks() {
    return landmarks;
  }

  /** The finished edges; empty when the graph was not wanted any more. */
  Optional<Neighbours> build() {
    BitSet first = new BitSet(codes.rows());
    for (int row : landmarks.rows()) {
      first.set(row);
    }
    forEach(IntStream.of(landmarks.rows()), Inserter::insertLandmark);
    forEach(IntStream.of(present).filter(row -> !first.get(row)), Inserter::insert);
    forEach(IntStream.of(present), Inserter::thinOut);
    return givenUp ? Optional.empty() : Optional.of(graph.narrowed(shape.degree()));
  }

  private interface Step {
    void take(Inserter inserter, int row);
  }

  private void forEach(IntStream rows, Step step) {
    rows.parallel().filter(this::goesOn).forEach(row -> borrowed(i -> step.take(i, row)));
  }

  private boolean goesOn(int row) {
    if (row % ROWS_A_QUESTION == 0 && !isWanted.getAsBoolean()) {
      givenUp = true;
    }
    return !givenUp;
  }

  private void borrowed(Consumer<Inserter> work) {
    Inserter inserter = idle.poll();
    if (inserter == null) {
      inserter = new Inserter();
    }
    work.accept(inserter);
    idle.add(inserter);
  }

  /** What one thread needs. */
  private final class Inserter {
    private final Walk walk = new Walk(graph, landmarks);
    private final Beam candidates = new Beam();
    private final int[] edges = new int[graph.degree()];
    private final int[] kept = new int[shape.degree()];

    void insert(int row) {
      ByteQuery query = codes.query(row);
      if (codes.metric() == Metric.IP) {
        // Only the codes of eight bits have the coordinate that makes inner products distances.
        join(row, walk.run(query.to(codes), query.to(marks), shape.width()));
        return;
      }
      BinaryRowQuery coarse =
          BinaryRowQuery.of(rows.frame(), Order.of(codes.metric()), vectors.row(row));
      Beam near = walk.run(coarse.to(rows), coarse.to(coarseMarks), shape.coarseWidth());
      join(row, walk.refine(near.rows(), query.to(codes), all, shape.width()));
    }

    /** They come first, when there is nothing else to walk over. */
    void insertLandmark(int row) {
      landmarks.nearest(codes.query(row).to(marks), shape.width(), candidates);
      join(row, candidates);
    }

    void thinOut(int row) {
      int count = graph.read(row, edges);
      if (count > shape.degree()) {
        graph.write(row, kept, select(row, ranked(row, count), shape.degree()));
      }
    }

    private void join(int row, Beam near) {
      int count = select(row, near, shape.fresh());
      int[] chosen = java.util.Arrays.copyOf(kept, count);
      locked(row, () -> graph.write(row, chosen, count));
      for (int neighbour : chosen) {
        locked(neighbour, () -> addEdge(neighbour, row));
      }
    }

    private void addEdge(int from, int to) {
      int count = graph.read(from, edges);
      for (int i = 0; i < count; i++) {
        if (edges[i] == to) {
          return;
        }
      }
      if (count < edges.length) {
        edges[count] = to;
        graph.write(from, edges, count + 1);
      } else {
        Beam all = ranked(from, count);
        all.offer(to, codes.similarity(from, to));
        graph.write(from, kept, select(from, all, shape.degree()));
      }
    }

    private Beam ranked(int row, int count) {
      candidates.begin(count + 1);
      for (int i = 0; i < count; i++) {
        candidates.offer(edges[i], codes.similarity(row, edges[i]));
      }
      return candidates;
    }

    /** Puts the rows to be joined with into {@link #kept}; gives how many. */
    private int select(int row, Beam near, int most) {
      float self = codes.similarity(row, row);
      int count = 0;
      for (int i = 0; i < near.size() && count < most; i++) {
        int candidate = near.row(i);
        if (candidate != row && isInSight(candidate, self, self - near.score(i), count)) {
          kept[count++] = candidate;
        }
      }
      return count;
    }

    /** Whether no kept row lies between: distances differ from similarities by a constant. */
    private boolean isInSight(int candidate, float self, float distance, int count) {
      for (int i = 0; i < count; i++) {
        float between = self - codes.similarity(candidate, kept[i]);
        if (shape.relaxation() * between < distance) {
          return false;
        }
      }
      return true;
    }

    private void locked(int row, Runnable work) {
      ReentrantLock lock = locks[row & (LOCKS - 1)];
      lock.lock();
      try {
        work.run();
      } finally {
        lock.unlock();
      }
    }
  }
}
