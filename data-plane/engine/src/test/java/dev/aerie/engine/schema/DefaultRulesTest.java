package dev.aerie.engine.schema;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefaultRulesTest {
  static Stream<Arguments> fitting() {
    return Stream.of(
        Arguments.of(DataType.BOOL, true),
        Arguments.of(DataType.INT8, -128L),
        Arguments.of(DataType.INT16, 32_767L),
        Arguments.of(DataType.INT32, 1L),
        Arguments.of(DataType.INT64, Long.MAX_VALUE),
        Arguments.of(DataType.FLOAT, 1L),
        Arguments.of(DataType.DOUBLE, 0.5),
        Arguments.of(DataType.VARCHAR, "four"));
  }

  static Stream<Arguments> misfitting() {
    return Stream.of(
        Arguments.of(DataType.BOOL, 1L),
        Arguments.of(DataType.INT8, 128L),
        Arguments.of(DataType.INT16, -32_769L),
        Arguments.of(DataType.INT32, 1L << 40),
        Arguments.of(DataType.INT64, 0.5),
        Arguments.of(DataType.DOUBLE, "x"),
        Arguments.of(DataType.VARCHAR, "fünf"),
        Arguments.of(DataType.JSON, "{}"),
        Arguments.of(DataType.ARRAY, "[]"));
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void acceptsAValueOfTheFieldsType(DataType type, Object value) {
    SchemaRules.check(schema(type, value));
  }

  @ParameterizedTest
  @MethodSource("misfitting")
  void refusesAnyOther(DataType type, Object value) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> SchemaRules.check(schema(type, value)))
        .withMessageContaining("field 'f'")
        .withMessageContaining(type.name())
        .matches(e -> e.code() == ErrorCode.INVALID_SCHEMA);
  }

  private static CollectionSchema schema(DataType type, Object value) {
    return new CollectionSchema(
        "",
        List.of(
            FieldSchema.builder("id", DataType.INT64).primaryKey(true).build(),
            FieldSchema.builder("v", DataType.FLOAT_VECTOR).dimension(2).build(),
            FieldSchema.builder("f", type)
                .maxLength(4)
                .elementType(DataType.INT64)
                .maxCapacity(1)
                .defaultValue(value)
                .build()),
        false);
  }
}
