package dev.aerie.engine.graph;

import dev.aerie.engine.quantized.ByteCodes;
import dev.aerie.engine.quantized.ByteQuery;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Builds a graph by inserting row after row, with all processors. Rows have room for more edges
 * than they keep, so that they are thinned out now and then and not at each new edge.
 */
final class GraphBuilder {
  private static final int ROOM = 12;
  private static final int LOCKS = 1 << 12;

  private final ByteCodes codes;
  private final GraphShape shape;
  private final Neighbours graph;
  private final Landmarks landmarks;
  private final ByteCodes marks;
  private final int[] present;
  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
  private final Queue<Inserter> idle = new ConcurrentLinkedQueue<>();

  GraphBuilder(ByteCodes codes, BitSet nulls, GraphShape shape) {
    this.codes = codes;
    this.shape = shape;
    this.graph = Neighbours.none(codes.rows(), shape.degree() + ROOM);
    this.present = IntStream.range(0, codes.rows()).filter(row -> !nulls.get(row)).toArray();
    this.landmarks = Landmarks.of(present);
    this.marks = codes.select(landmarks.rows());
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  Landmarks landmarks() {
    return landmarks;
  }

  /** The finished edges. */
  Neighbours build() {
    BitSet first = new BitSet(codes.rows());
    for (int row : landmarks.rows()) {
      first.set(row);
    }
    forEach(IntStream.of(landmarks.rows()), Inserter::insertLandmark);
    forEach(IntStream.of(present).filter(row -> !first.get(row)), Inserter::insert);
    forEach(IntStream.of(present), Inserter::thinOut);
    return graph.narrowed(shape.degree());
  }

  private interface Step {
    void take(Inserter inserter, int row);
  }

  private void forEach(IntStream rows, Step step) {
    rows.parallel().forEach(row -> borrowed(inserter -> step.take(inserter, row)));
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
      join(row, walk.run(query.to(codes), query.to(marks), shape.width()));
    }

    /** They come first, when there is nothing else to walk over. */
    void insertLandmark(int row) {
      landmarks.nearest(codes.query(row).to(marks), shape.width(), candidates);
      join(row, candidates);
    }

    void thinOut(int row) {
      int count = graph.read(row, edges);
      if (count > shape.degree()) {
        graph.write(row, kept, select(row, ranked(row, count)));
      }
    }

    private void join(int row, Beam near) {
      int count = select(row, near);
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
        graph.write(from, kept, select(from, all));
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
    private int select(int row, Beam near) {
      float self = codes.similarity(row, row);
      int count = 0;
      for (int i = 0; i < near.size() && count < kept.length; i++) {
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
