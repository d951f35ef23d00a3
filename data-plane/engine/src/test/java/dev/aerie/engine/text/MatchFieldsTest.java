package dev.aerie.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MatchFieldsTest {
  private static final Map<String, String> MATCHED =
      Map.of("enable_analyzer", "True", "enable_match", "true");

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(DataType.INT64, MATCHED, "only a VARCHAR can have enable_analyzer"),
        Arguments.of(
            DataType.VARCHAR, Map.of("enable_match", "true"), "enable_match needs enable_analyzer"),
        Arguments.of(
            DataType.VARCHAR, Map.of("multi_analyzer_params", "{}"), "does not support multi"),
        Arguments.of(
            DataType.VARCHAR,
            Map.of("enable_analyzer", "true", "analyzer_params", "{\"type\": \"chinese\"}"),
            "does not support the analyzer 'chinese'"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesParametersThatDoNotFit(DataType type, Map<String, String> params, String reason) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () -> MatchFields.check(new CollectionSchema("", List.of(field(type, params)), false)))
        .withMessageContaining(reason);
  }

  @Test
  void matchesWhereTheFieldSaysSo() {
    assertThat(MatchFields.matcher(field(DataType.VARCHAR, MATCHED))).contains(Analyzers.of(""));
    assertThat(MatchFields.matcher(field(DataType.VARCHAR, Map.of("enable_analyzer", "true"))))
        .isEmpty();
  }

  private static FieldSchema field(DataType type, Map<String, String> params) {
    return FieldSchema.builder("f", type).typeParams(params).build();
  }
}
