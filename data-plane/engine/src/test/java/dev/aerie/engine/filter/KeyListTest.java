package dev.aerie.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyListTest {
  private static final CollectionSchema SCHEMA =
      new CollectionSchema(
          "",
          List.of(
              FieldSchema.builder("id", DataType.VARCHAR).maxLength(10).primaryKey(true).build(),
              FieldSchema.builder("name", DataType.VARCHAR).maxLength(10).build()),
          true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id in [1]",
        "id in[1,2]",
        "\tid  IN\r\n[ -1 ,9223372036854775807, -9223372036854775808 , 0,-0 ] ",
        "id in ['a', \"b\", '', 'it is \"c\"']",
        "id in ['x\\'y', \"c\\\"d\", 'ü\\u0041\\%\\\\']",
      })
  void readsWhatTheGrammarReads(String text) {
    assertThat(KeyList.read(text, SCHEMA)).contains(FilterParser.parsed(text, SCHEMA, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "id",
        "id in",
        "id in [",
        "id in []",
        "id in [1,]",
        "id in [1 2]",
        "id in [01]",
        "id in [1.5]",
        "id in [-]",
        "id in [9223372036854775808]",
        "id in [1] or id == 'a'",
        "id in [1]]",
        "id not in [1]",
        "id in {ids}",
        "id in ['open",
        "id in ['open\\",
        "id == [1]",
        "idin [1]",
        "idx in [1]",
        "name in ['a']",
      })
  void leavesTheRestToTheGrammar(String text) {
    assertThat(KeyList.read(text, SCHEMA)).isEmpty();
  }

  @Test
  void keysMayBeMany() {
    String keys =
        LongStream.range(0, 100_000)
            .mapToObj(i -> Long.toString(450_000_000_000_000_000L + i))
            .collect(Collectors.joining(","));
    Filter filter = FilterParser.parse("id in [" + keys + "]", SCHEMA, Map.of());
    assertThat(((Filter.In) filter).values()).hasSize(100_000);
    assertThatThrownBy(() -> FilterParser.parse("id not in [" + keys + "]", SCHEMA, Map.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("at most 1048576 characters");
  }
}
