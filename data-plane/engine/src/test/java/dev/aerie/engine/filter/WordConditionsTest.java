package dev.aerie.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.RowView;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words found by an index, by a scan, and by a plain evaluator: all the same. */
class WordConditionsTest {
  private static final int ROWS = 300;
  private static final CollectionSchema SCHEMA =
      new CollectionSchema(
          "",
          List.of(
              FieldSchema.builder("id", DataType.INT64).primaryKey(true).build(),
              FieldSchema.builder("text", DataType.VARCHAR)
                  .nullable(true)
                  .typeParams(Map.of("enable_analyzer", "true", "enable_match", "true"))
                  .build()),
          false);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void indexAndScanFindTheSameRows(long seed) {
    Random random = new Random(seed);
    String[] texts = new String[ROWS];
    BitSet nulls = new BitSet();
    for (int row = 0; row < ROWS; row++) {
      nulls.set(row, random.nextInt(10) == 0);
      texts[row] = nulls.get(row) ? "" : words(random, random.nextInt(12));
    }
    long[] ids = IntStream.range(0, ROWS).asLongStream().toArray();
    RowView plain =
        PlainTable.view(
            new RowBatch(
                ROWS,
                Map.of(
                    "id",
                    new Column.Longs(ids, Column.none()),
                    "text",
                    new Column.Strings(texts, nulls))));
    RowView indexed = IndexedTable.of(plain);
    for (int i = 0; i < 200; i++) {
      String query = words(random, random.nextInt(4));
      int number = 1 + random.nextInt(3);
      boolean phrase = random.nextBoolean();
      boolean not = random.nextBoolean();
      String filter =
          "id >= %d and %s(%s)"
              .formatted(
                  random.nextBoolean() ? 0 : ROWS - 30,
                  not ? "not " : "",
                  phrase
                      ? "phrase_match(text, '%s', %d)".formatted(query, number - 1)
                      : "text_match(text, '%s', minimum_should_match=%d)".formatted(query, number));
      Filter parsed = FilterParser.parse(filter, SCHEMA, Map.of());
      int from = filter.startsWith("id >= 0") ? 0 : ROWS - 30;
      Predicate<List<String>> matches =
          phrase
              ? text -> occurs(text, list(query), number - 1)
              : text -> matches(text, list(query), number);
      BitSet expected = new BitSet();
      for (int row = from; row < ROWS; row++) {
        expected.set(row, !nulls.get(row) && matches.test(list(texts[row])) != not);
      }
      assertThat(FilterEvaluator.evaluate(parsed, plain)).as(filter).isEqualTo(expected);
      assertThat(FilterEvaluator.evaluate(parsed, indexed)).as(filter).isEqualTo(expected);
    }
  }

  private static String words(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> PlainTable.pick(random, List.of("a", "b", "c", "d", "Ee", "F")))
        .collect(Collectors.joining(" "));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.toLowerCase(java.util.Locale.ROOT).split(" "))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static boolean matches(List<String> text, List<String> query, int minimum) {
    Set<String> common = new HashSet<>(query);
    common.retainAll(text);
    return common.size() >= minimum;
  }

  /** Every way to pick the words in order is tried. */
  private static boolean occurs(List<String> text, List<String> query, int slop) {
    return !query.isEmpty() && occurs(text, 0, query, slop, true);
  }

  private static boolean occurs(
      List<String> text, int from, List<String> query, int slop, boolean first) {
    if (query.isEmpty()) {
      return true;
    }
    for (int at = from; at < text.size(); at++) {
      int skipped = first ? 0 : at - from;
      if (skipped <= slop
          && text.get(at).equals(query.getFirst())
          && occurs(text, at + 1, query.subList(1, query.size()), slop - skipped, false)) {
        return true;
      }
    }
    return false;
  }
}
