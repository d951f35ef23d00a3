package dev.aerie.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.filter.Operand.Step;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterParserTest {
  private static final List<FieldSchema> FIELDS =
      List.of(
          FieldSchema.builder("id", DataType.INT64).primaryKey(true).build(),
          FieldSchema.builder("name", DataType.VARCHAR).maxLength(10).build(),
          FieldSchema.builder("info", DataType.JSON).build(),
          FieldSchema.builder("title", DataType.VARCHAR)
              .maxLength(10)
              .typeParams(Map.of("enable_analyzer", "true", "enable_match", "true"))
              .build());
  private static final CollectionSchema FIXED = new CollectionSchema("", FIELDS, false);
  private static final CollectionSchema DYNAMIC = new CollectionSchema("", FIELDS, true);

  @Test
  void chainedComparisonsAreTheConjunctionOfTheirParts() {
    assertThat(FilterParser.parse("1 < id <= 5", FIXED, Map.of()))
        .isInstanceOfSatisfying(
            Filter.And.class,
            and ->
                assertThat(and.conditions())
                    .containsExactly(
                        new Filter.Compare(
                            Comparison.LT, new Literal(1L, 0), new FieldRef("id", List.of(), 4), 0),
                        new Filter.Compare(
                            Comparison.LE,
                            new FieldRef("id", List.of(), 4),
                            new Literal(5L, 10),
                            0)));
  }

  @Test
  void conjunctionBindsTighterThanDisjunction() {
    assertThat(FilterParser.parse("id == 1 or id == 2 and not name like 'a%'", FIXED, Map.of()))
        .isInstanceOfSatisfying(
            Filter.Or.class,
            or -> assertThat(or.conditions().get(1)).isInstanceOf(Filter.And.class));
  }

  @Test
  void unknownNamesAreDynamicKeys() {
    Filter filter = FilterParser.parse("color[\"rgb\"][0] > 3", DYNAMIC, Map.of());
    assertThat(((Filter.Compare) filter).left())
        .isEqualTo(
            new FieldRef(
                CollectionSchema.META,
                List.of(new Step.Key("color"), new Step.Key("rgb"), new Step.Index(0)),
                0));
  }

  @Test
  void templatesStandForValues() {
    Filter filter = FilterParser.parse("id in {ids}", FIXED, Map.of("ids", List.of(1L, 2L)));
    assertThat(((Filter.In) filter).values()).extracting(Literal::value).containsExactly(1L, 2L);
  }

  @Test
  void negativeNumbersAreConstants() {
    Filter filter = FilterParser.parse("id in [-1, 2]", FIXED, Map.of());
    assertThat(((Filter.In) filter).values()).extracting(Literal::value).containsExactly(-1L, 2L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "17|17",
        "0|0",
        "017|15",
        "0x1F|31",
        "0B101|5",
        "-9223372036854775808|-9223372036854775808",
        "1.5|1.5",
        ".5e1|5.0",
        "2E-1|0.2",
        "0x1.8p1|3.0",
      })
  void numbersAreReadInEveryNotation(String text, String value) {
    Filter filter = FilterParser.parse("id == " + text, FIXED, Map.of());
    assertThat(((Literal) ((Filter.Compare) filter).right()).value()).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'it''s'|",
        "'it\\'s'|it's",
        "\"a'b\"|a'b",
        "\"a\\\"b\"|a\"b",
        "'\\u00e4\\x41'|äA",
        "'50\\%'|50\\%",
        "'a\\\\b'|a\\b",
      })
  void textsAreReadWithTheirEscapes(String text, String value) {
    if (value == null) {
      assertThatThrownBy(() -> FilterParser.parse("name == " + text, FIXED, Map.of()))
          .isInstanceOf(EngineException.class);
      return;
    }
    Filter filter = FilterParser.parse("name == " + text, FIXED, Map.of());
    assertThat(((Literal) ((Filter.Compare) filter).right()).value()).isEqualTo(value);
  }

  @Test
  void keywordsAreReadInAnyCase() {
    String upper = "NOT (ID > 1 AND name LIKE 'a%') OR Name IN ['X'] And Id IS Not NULL && True";
    String lower = "not (ID > 1 and name like 'a%') or Name in ['X'] and Id is not null && true";
    assertThat(FilterParser.parse(upper, DYNAMIC, Map.of()).toString().replaceAll("-?[0-9]+", ""))
        .isEqualTo(
            FilterParser.parse(lower, DYNAMIC, Map.of()).toString().replaceAll("-?[0-9]+", ""));
  }

  @Test
  void textMatchTakesHowManyWordsHaveToOccur() {
    String text = "text_match(title, 'a b c', minimum_should_match=2)";
    assertThat(FilterParser.parse(text, FIXED, Map.of()))
        .isInstanceOfSatisfying(
            Filter.TextMatch.class, match -> assertThat(match.minimum()).isEqualTo(2));
  }

  @Test
  void longChainsAreFlat() {
    String text = String.join(" or ", Collections.nCopies(10_000, "id == 1"));
    assertThat(((Filter.Or) FilterParser.parse(text, FIXED, Map.of())).conditions())
        .hasSize(10_000);
    String and = String.join(" and ", Collections.nCopies(10_000, "id == 1"));
    assertThat(((Filter.And) FilterParser.parse(and, FIXED, Map.of())).conditions())
        .hasSize(10_000);
  }

  /** On a thread with a quarter of the usual stack. */
  @ParameterizedTest
  @CsvSource({"(,),250", "not (,),120", "(id > 0 or not (,)),60"})
  void whatIsNestedDeeplyIsEvaluatedOrRefused(String open, String close, int depth)
      throws Exception {
    onSmallStack(
        () -> {
          String nested = open.repeat(depth) + "id == 1" + close.repeat(depth);
          RowBatch row =
              new RowBatch(1, Map.of("id", new Column.Longs(new long[] {1}, Column.none())));
          Filter filter = FilterParser.parse(nested, FIXED, Map.of());
          FilterCheck.check(filter, FIXED);
          assertThat(FilterEvaluator.evaluate(filter, PlainTable.view(row)).get(0)).isTrue();
          String tooDeep = open.repeat(1_000) + "id == 1" + close.repeat(1_000);
          assertThatThrownBy(() -> FilterParser.parse(tooDeep, FIXED, Map.of()))
              .isInstanceOf(EngineException.class)
              .hasMessageContaining("nested more than 256 deep");
        });
  }

  @Test
  void longSumsAreRefused() {
    assertThatThrownBy(
            () -> FilterParser.parse("id" + " + 1".repeat(5_000) + " > 1", FIXED, Map.of()))
        .hasMessageContaining("more than 256 operators in a row");
  }

  /** As in Milvus: the power comes before the sign, and hangs to the left. */
  @ParameterizedTest
  @CsvSource({
    "id == -2 ** 2, id == -(2 ** 2)",
    "id == 2 ** 3 ** 2, id == (2 ** 3) ** 2",
    "id == 2 ** -1, id == 2 ** (-1)",
    "id == 2 * 3 ** 2, id == 2 * (3 ** 2)",
    "-id ** 2 < -3, -(id ** 2) < -3",
  })
  void powersBindTightest(String text, String meant) {
    assertThat(withoutPositions(text)).isEqualTo(withoutPositions(meant));
  }

  private static String withoutPositions(String text) {
    return FilterParser.parse(text, FIXED, Map.of()).toString().replaceAll("position=-?[0-9]+", "");
  }

  private static void onSmallStack(Runnable action) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(null, action, "small", 256 << 10);
    thread.setUncaughtExceptionHandler((_, e) -> failure.set(e));
    thread.start();
    thread.join();
    assertThat(failure).hasNullValue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id ==|line 1, column 6: a value or condition is expected here, not the end",
        "id === 3|line 1, column 6: a value or condition is expected here, not '='",
        "id = 3|line 1, column 4: an operator or the end is expected here, not '='; values are",
        "id > 3 id|line 1, column 8: an operator or the end is expected here, not 'id'",
        "(id > 3|line 1, column 8: ')' is expected here, not the end",
        "info[x] > 1|line 1, column 6: {INTEGER, STRING} is expected here, not 'x'",
        "nosuch > 3|line 1, column 1: field nosuch does not exist",
        "id in 3|line 1, column 7: a list",
        "frobnicate(id)|line 1, column 1: function frobnicate is not supported",
        "id > {x}|line 1, column 6: no value is given for {x}",
        "id + 1|line 1, column 1: a condition is needed here",
        "name like 3|line 1, column 11: like needs a pattern",
        "id == 99999999999999999999|line 1, column 7: 99999999999999999999 is no 64-bit integer",
        "name == 'open|line 1, column 9: a character that has no meaning here, or a text whose",
        "text_match(title, 'a', most=2)|line 1, column 24: the only option of text_match is",
        "array_length(x=info) > 1|line 1, column 14: array_length has no option x",
        "text_match(name, 'a')|line 1, column 12: field 'name' does not enable match",
        "phrase_match(title, 'a', 1.5)|line 1, column 26: a whole number from 0",
        "array_length(info, 2) > 1|line 1, column 1: array_length takes 1 arguments, not 2",
      })
  void whatDoesNotParseIsRefusedWithItsPlace(String text, String where) {
    assertThatThrownBy(() -> FilterParser.parse(text, FIXED, Map.of()))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILTER_SYNTAX))
        .hasMessageContaining(where);
  }
}
