package dev.aerie.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.aerie.engine.schema.DataType;
import java.lang.management.ManagementFactory;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnBuilderTest {
  private static final int ROWS = 20_000;

  @ParameterizedTest
  @ValueSource(ints = {0, ROWS})
  void rowsOfArraysOneByOneTakeTheirOwnMemoryOnly(int capacity) {
    Column.Arrays source = arrays(ROWS, Column.none());
    int[] rows = IntStream.range(0, ROWS).map(row -> ROWS - 1 - row).toArray();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Column.Arrays built =
        (Column.Arrays) ColumnBuilder.like(source, capacity).append(source, rows).build();
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes).isLessThan(200L * ROWS);
    assertThat(built.offsets()).isEqualTo(IntStream.rangeClosed(0, ROWS).toArray());
    assertThat(((Column.Ints) built.elements()).values()).isEqualTo(rows);
  }

  @Test
  void rowsOneByOneLookAtNoNullBehindThem() {
    BitSet last = new FarBits();
    last.set(ROWS - 1);
    Column.Arrays source = arrays(ROWS, last);
    ColumnBuilder builder = ColumnBuilder.like(source, ROWS);
    builder.append(source, IntStream.range(0, ROWS).toArray());
    assertThat(builder.build().nulls().stream()).containsExactly(ROWS - 1);
  }

  @Test
  void nullsComeWithTheirRows() {
    BitSet nulls = new BitSet();
    nulls.set(1);
    nulls.set(3);
    Column.Arrays source = arrays(5, nulls);
    Column built =
        ColumnBuilder.like(source, 0).append(source, 1, 3).append(source, new int[] {3, 4}).build();
    assertThat(built.size()).isEqualTo(4);
    assertThat(built.nulls().stream()).containsExactly(0, 2);
  }

  /** One element a row, the number of the row. */
  private static Column.Arrays arrays(int rows, BitSet nulls) {
    return new Column.Arrays(
        DataType.INT32,
        IntStream.rangeClosed(0, rows).toArray(),
        new Column.Ints(IntStream.range(0, rows).toArray(), Column.none()),
        nulls);
  }

  /** Fails whoever looks far for the next bit. */
  private static final class FarBits extends BitSet {
    @Override
    public int nextSetBit(int from) {
      int found = super.nextSetBit(from);
      assertThat(found - from).as("rows looked past from row %d", from).isLessThan(Long.SIZE);
      return found;
    }
  }
}
