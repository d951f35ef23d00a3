package dev.aerie.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.filter.Operand.Step;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterParserTest {
  private static final List<FieldSchema> FIELDS =
      List.of(
          FieldSchema.builder("id", DataType.INT64).primaryKey(true).build(),
          FieldSchema.builder("name", DataType.VARCHAR).maxLength(10).build(),
          FieldSchema.builder("info", DataType.JSON).build());
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
      value = {
        "id ==|line 1, column 6",
        "id === 3|line 1, column 6",
        "nosuch > 3|line 1, column 1: field nosuch does not exist",
        "id in 3|line 1, column 7: a list",
        "frobnicate(id)|line 1, column 1: function frobnicate is not supported",
        "id > {x}|line 1, column 6: no value is given for {x}",
        "id + 1|line 1, column 1: a condition is needed here",
        "name like 3|line 1, column 11: like needs a pattern",
        "id == 99999999999999999999|line 1, column 7: 99999999999999999999 is no 64-bit integer",
        "name == 'open|line 1, column 9",
        "array_length(info, 2) > 1|line 1, column 1: array_length takes 1 arguments, not 2",
      })
  void whatDoesNotParseIsRefusedWithItsPlace(String text, String where) {
    assertThatThrownBy(() -> FilterParser.parse(text, FIXED, Map.of()))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILTER_SYNTAX))
        .hasMessageContaining(where);
  }
}
