package dev.aerie.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.TestEngine;
import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.index.Effort;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.Block;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.TopK.Ranked;
import dev.aerie.engine.vector.VectorRows;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final int COPIES = 50;
  private static final int OTHERS = 10;

  /** Fifty rows of the nearest key, and ten of others. */
  private final Watched rows =
      new Watched(
          TestEngine.rows(
              0,
              LongStream.concat(
                      LongStream.generate(() -> 0).limit(COPIES), LongStream.rangeClosed(1, OTHERS))
                  .toArray()));

  @Test
  void evaluatesTheFilterOnceHoweverFarItLooks() {
    search(COPIES + OTHERS + 1);
    List<String> once = List.copyOf(rows.asked);
    rows.asked.clear();

    Ranked found = search(2);

    assertThat(found.size()).isEqualTo(2);
    assertThat(rows.asked).isEqualTo(once).contains("price");
  }

  private Ranked search(int wanted) {
    List<Slice> slices = List.of(new Slice("rows", rows, new BitSet(), Map.of()));
    QueryVector query = new QueryVector.Dense(TestEngine.vector(0, 0));
    RangeBounds bounds =
        new RangeBounds(false, false, OptionalDouble.empty(), OptionalDouble.empty());
    Nearest nearest =
        new Nearest(
            slices,
            "vector",
            Metric.L2,
            Optional.of(TestEngine.filter("price >= 0")),
            bounds,
            new DistinctKeys(TestEngine.schema().primaryKey(), slices));
    return nearest.of(List.of(query), new Effort(wanted, 0, 1)).getFirst();
  }

  /** Keeps which columns were asked for. */
  private record Watched(RowBatch batch, List<String> asked) implements Block {
    Watched(RowBatch batch) {
      this(
          batch.with(
              SystemColumns.TIMESTAMP, new Column.Longs(new long[batch.rows()], Column.none())),
          new ArrayList<>());
    }

    @Override
    public int rows() {
      return batch.rows();
    }

    @Override
    public Column column(String field) {
      asked.add(field);
      return batch.column(field);
    }

    @Override
    public VectorRows vectors(String field) {
      return VectorRows.of(batch.column(field)).orElseThrow();
    }
  }
}
