package dev.aerie.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.TestEngine;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.RowView;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterEvaluatorTest {
  private static final int ROWS = 100;
  private static final int FILTERS = 1_000;

  /** A failure is repeated by its seed. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithAPlainEvaluator(long seed) {
    Random random = new Random(seed);
    PlainTable table = PlainTable.random(random, ROWS);
    RowView view = table.view();
    RowView indexed = IndexedTable.of(view);
    for (int i = 0; i < FILTERS; i++) {
      PlainFilter filter = PlainFilter.random(table, random, 3);
      Filter parsed = FilterParser.parse(filter.text(), table.schema(), Map.of());
      FilterCheck.check(parsed, table.schema());
      BitSet expected = new BitSet();
      for (int row = 0; row < ROWS; row++) {
        expected.set(row, filter.test(table.rows().get(row)) == PlainFilter.Answer.YES);
      }
      assertThat(FilterEvaluator.evaluate(parsed, view)).as(filter.text()).isEqualTo(expected);
      assertThat(FilterEvaluator.evaluate(parsed, indexed)).as(filter.text()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name like 'thing-1%'         | 1 10 11 12 13 14",
        "name like '%-_'              | 0 1 2 3 4 5 6 7 8 9",
        "name like 'thing\\_1'        | ''",
        "array_contains(tags, 't1')   | 1 4 7 10 13",
        "array_contains_all(tags, ['t2', 'all']) | 2 5 8 11 14",
        "array_contains_any(tags, ['t0', 't1']) and id < 5 | 0 1 3 4",
        "array_length(tags) == 2 and id < 2 | 0 1",
        "tags[0] == 't0' and id > 8   | 9 12",
        "info['box']['size'] in [3, 4.0] | 3 4 8 9 13 14",
        "exists info['box'] and id < 2 | 0 1",
        "exists info['lid']           | ''",
        "not (info['lid'] == 1)       | ''",
        "info['lid'] is null and id == 3 | 3",
        "color == 'blue' and id < 6   | 1 3 5",
        "3 < id <= 5                  | 4 5",
        "id % 7 == 0                  | 0 7 14",
        "id * 2 + 1 == 9              | 4",
        "price / 3 == 2.5             | 5",
        "id / 4 == 2                  | 8 9 10 11",
        "info['box'] + 1 == 1         | ''",
        "stock is null and id < 2     | 0 1"
      })
  void understandsTheLanguage(String filter, String ids) {
    RowBatch rows = TestEngine.rows(0, TestEngine.range(0, 15));
    Map<String, Column> columns = new LinkedHashMap<>(rows.columns());
    BitSet all = new BitSet();
    all.set(0, 15);
    columns.put("stock", new Column.Ints(new int[15], all));
    columns.remove("vector");
    RowView view = PlainTable.view(new RowBatch(15, columns));
    assertThat(
            FilterEvaluator.evaluate(TestEngine.filter(filter), view).stream()
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" ")))
        .isEqualTo(ids);
  }

  @Test
  void samplesTheRowsThatPassTheRest() {
    PlainTable table = PlainTable.random(new Random(1), 1_000);
    Filter filter = FilterParser.parse("id < 500 and random_sample(0.1)", table.schema(), Map.of());
    BitSet first = FilterEvaluator.evaluate(filter, table.view());
    assertThat(first.cardinality()).isBetween(50, 51);
    assertThat(first.length()).isLessThanOrEqualTo(500);
    assertThat(FilterEvaluator.evaluate(filter, table.view())).isNotEqualTo(first);
  }

  @Test
  void comparesFloatsInTheirOwnPrecision() {
    Column.Floats column = new Column.Floats(new float[] {0.1f, 0.2f}, Column.none());
    CollectionSchema schema =
        new CollectionSchema("", List.of(FieldSchema.builder("f", DataType.FLOAT).build()), false);
    RowView view = PlainTable.view(new RowBatch(2, Map.of("f", column)));
    for (String text : List.of("f == 0.1", "f in [0.1]", "0.2 > f", "not (f > 0.1)")) {
      assertThat(FilterEvaluator.evaluate(FilterParser.parse(text, schema, Map.of()), view))
          .as(text)
          .isEqualTo(BitSet.valueOf(new long[] {1}));
    }
  }

  @Test
  void comparesNumbersOfDifferentKinds() {
    assertThat(Values.equal(1L, 1.0)).isTrue();
    assertThat(Values.equal(9007199254740993L, 9007199254740992L)).isFalse();
    assertThat(Values.equal(9007199254740993L, 9007199254740992.0)).isFalse();
    assertThat(Values.compare(Filter.Comparison.LT, Long.MAX_VALUE, 0x1p63)).isTrue();
  }
}
