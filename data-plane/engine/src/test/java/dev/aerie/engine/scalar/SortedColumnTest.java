package dev.aerie.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.text.Analyzers;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SortedColumnTest {
  private static final double[] DOUBLES = {
    0.0, -0.0, 1.5, -1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-320
  };
  private static final long[] LONGS = {
    0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 40
  };

  /** Columns whose rows are compared as their Java values are. */
  static Stream<Arguments> columns() {
    Random random = new Random(1);
    int[] picks = random.ints(200, 0, 8).toArray();
    long[] wide = Arrays.stream(picks).mapToLong(i -> LONGS[i]).toArray();
    long[] narrow = Arrays.stream(picks).mapToLong(i -> Long.MAX_VALUE - i).toArray();
    int[] ints = Arrays.stream(picks).map(i -> (int) LONGS[i]).toArray();
    double[] doubles = Arrays.stream(picks).mapToDouble(i -> DOUBLES[i]).toArray();
    float[] floats = new float[picks.length];
    boolean[] bools = new boolean[picks.length];
    String[] texts = new String[picks.length];
    for (int i = 0; i < picks.length; i++) {
      floats[i] = (float) DOUBLES[picks[i]];
      bools[i] = picks[i] % 2 == 0;
      texts[i] = "abcdefgh".substring(picks[i]);
    }
    BitSet nulls = BitSet.valueOf(new long[] {0b1001});
    return Stream.of(
        Arguments.of(new Column.Longs(wide, nulls), comparing(i -> wide[i])),
        Arguments.of(new Column.Longs(narrow, nulls), comparing(i -> narrow[i])),
        Arguments.of(new Column.Ints(ints, nulls), comparing(i -> ints[i])),
        Arguments.of(new Column.Doubles(doubles, nulls), comparing(i -> doubles[i] + 0.0)),
        Arguments.of(new Column.Floats(floats, nulls), comparing(i -> floats[i] + 0.0f)),
        Arguments.of(new Column.Bools(bools, nulls), comparing(i -> bools[i])),
        Arguments.of(new Column.Strings(texts, nulls), comparing(i -> texts[i])));
  }

  private interface RowValue<T> {
    T of(int row);
  }

  private static <T extends Comparable<T>> Comparator<Integer> comparing(RowValue<T> value) {
    return Comparator.comparing(value::of);
  }

  @ParameterizedTest
  @MethodSource("columns")
  void findsTheRowsBetweenTwo(Column column, Comparator<Integer> order) {
    SortedColumn sorted = SortedColumn.of(column);
    for (int from = 0; from < 20; from++) {
      for (int to = 0; to < 20; to++) {
        int low = from;
        int high = to;
        BitSet expected = new BitSet();
        IntStream.range(0, column.size())
            .filter(row -> !column.isNull(row))
            .filter(row -> order.compare(row, low) >= 0 && order.compare(row, high) <= 0)
            .forEach(expected::set);
        BitSet found = new BitSet();
        sorted.add(found, row -> order.compare(row, low), row -> order.compare(row, high));
        assertThat(found).isEqualTo(expected);
        assertThat(sorted.count(row -> order.compare(row, low), row -> order.compare(row, high)))
            .isEqualTo(expected.cardinality());
      }
    }
  }

  @Test
  void indexesAreMadeOnceAndKeptWithinTheirBudget() {
    ScalarIndexes indexes = new ScalarIndexes(100_000);
    Column column = new Column.Longs(new long[10_000], Column.none());
    SortedColumn first = indexes.sorted(1, "a", column);
    assertThat(indexes.sorted(1, "a", column)).isSameAs(first);
    assertThat(indexes.sorted(2, "a", column)).isNotSameAs(first);
    List<SortedColumn> made =
        IntStream.range(0, 20).mapToObj(segment -> indexes.sorted(segment, "a", column)).toList();
    indexes.settle();
    assertThat(IntStream.range(0, 20))
        .filteredOn(segment -> indexes.sorted(segment, "a", column) == made.get(segment))
        .hasSizeLessThanOrEqualTo(Math.toIntExact(100_000 / first.bytes()));
    Column.Strings texts = new Column.Strings(new String[] {"x y", "y"}, Column.none());
    TextIndex words = indexes.words(1, "t", Analyzers.of(""), texts).orElseThrow();
    assertThat(indexes.words(1, "t", Analyzers.of("{}"), texts).orElseThrow()).isSameAs(words);
    assertThat(indexes.words(1, "t", Analyzers.of("{\"type\":\"english\"}"), texts).orElseThrow())
        .isNotSameAs(words);
  }

  @Test
  void textsThatComeAgainHaveAnOrderAndManyDifferentOnesHaveNone() {
    String[] sections =
        IntStream.range(0, 3_200).mapToObj(i -> "s" + i % 200).toArray(String[]::new);
    assertThat(SortedColumn.ofRepeated(new Column.Strings(sections, Column.none())))
        .hasValueSatisfying(
            order -> {
              BitSet found = new BitSet();
              order.add(found, r -> sections[r].compareTo("s7"), r -> sections[r].compareTo("s7"));
              assertThat(found.stream()).hasSize(16).allMatch(row -> row % 200 == 7);
            });
    sections[5] = "another";
    assertThat(SortedColumn.ofRepeated(new Column.Strings(sections, Column.none()))).isEmpty();
  }
}
