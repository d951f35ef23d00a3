package dev.aerie.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.RowView;
import java.util.ArrayList;
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
  private static final int ROWS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithAPlainEvaluator(long seed) {
    Random random = new Random(seed);
    List<PlainRow> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(PlainRow.random(random));
    }
    RowView view = view(rows);
    for (int i = 0; i < 200; i++) {
      PlainFilter filter = PlainFilter.random(random, 3);
      Filter parsed = TestEngine.filter(filter.text());
      FilterCheck.check(parsed, TestEngine.schema());
      BitSet expected = new BitSet();
      for (int row = 0; row < ROWS; row++) {
        expected.set(row, filter.test(rows.get(row)) == PlainFilter.Answer.YES);
      }
      assertThat(FilterEvaluator.evaluate(parsed, view)).as(filter.text()).isEqualTo(expected);
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
        "stock is null and id < 2     | 0 1"
      })
  void understandsTheLanguage(String filter, String ids) {
    RowBatch rows = TestEngine.rows(0, TestEngine.range(0, 15));
    Map<String, Column> columns = new LinkedHashMap<>(rows.columns());
    BitSet all = new BitSet();
    all.set(0, 15);
    columns.put("stock", new Column.Ints(new int[15], all));
    columns.remove("vector");
    RowView view = view(new RowBatch(15, columns));
    assertThat(
            FilterEvaluator.evaluate(TestEngine.filter(filter), view).stream()
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" ")))
        .isEqualTo(ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name > 5          | 0",
        "id > 0 and id == 'x' | 11",
        "vector == 1       | 0",
        "name + 1 == 2     | 0"
      })
  void refusesWhatDoesNotFitTheSchema(String filter, int position) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> FilterCheck.check(TestEngine.filter(filter), TestEngine.schema()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FILTER_SYNTAX))
        .withMessageContaining("position " + position);
  }

  @Test
  void comparesNumbersOfDifferentKinds() {
    assertThat(Values.equal(1L, 1.0)).isTrue();
    assertThat(Values.equal(9007199254740993L, 9007199254740992L)).isFalse();
  }

  private static RowView view(List<PlainRow> rows) {
    long[] ids = rows.stream().mapToLong(PlainRow::id).toArray();
    double[] prices = new double[rows.size()];
    BitSet nulls = new BitSet();
    byte[][] infos = new byte[rows.size()][];
    for (int i = 0; i < prices.length; i++) {
      nulls.set(i, rows.get(i).price() == null);
      prices[i] = rows.get(i).price() == null ? 0 : rows.get(i).price();
      infos[i] = TestEngine.utf8(rows.get(i).info());
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("id", new Column.Longs(ids, Column.none()));
    columns.put("price", new Column.Doubles(prices, nulls));
    columns.put(
        "name",
        new Column.Strings(
            rows.stream().map(PlainRow::name).toArray(String[]::new), Column.none()));
    columns.put("info", new Column.Jsons(infos, Column.none()));
    return view(new RowBatch(rows.size(), columns));
  }

  private static RowView view(RowBatch batch) {
    return new RowView() {
      @Override
      public int rows() {
        return batch.rows();
      }

      @Override
      public Column column(String field) {
        return batch.column(field);
      }
    };
  }
}
