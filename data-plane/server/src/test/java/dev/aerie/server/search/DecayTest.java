package dev.aerie.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.FunctionSchema;
import io.milvus.grpc.FunctionType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecayTest {
  private static final CollectionSchema SCHEMA =
      new CollectionSchema(
          "",
          List.of(
              FieldSchema.builder("age", DataType.INT32).build(),
              FieldSchema.builder("maybe", DataType.INT32).nullable(true).build(),
              FieldSchema.builder("name", DataType.VARCHAR).maxLength(9).build()),
          false);
  private static final Map<String, String> GAUSS =
      Map.of("reranker", "decay", "function", "gauss", "origin", "100", "scale", "10");

  /** By the formulas in Milvus's documentation; on both sides of the origin. */
  @ParameterizedTest
  @CsvSource({
    "gauss, 0, 1",
    "gauss, 5, 1",
    "gauss, 10, 0.8408964",
    "gauss, 15, 0.5",
    "gauss, 25, 0.0625",
    "exp, 5, 1",
    "exp, 10, 0.7071068",
    "exp, 15, 0.5",
    "exp, 25, 0.25",
    "linear, 5, 1",
    "linear, 10, 0.75",
    "linear, 15, 0.5",
    "linear, 20, 0.25",
    "linear, 25, 0",
    "linear, 60, 0",
  })
  void scoresFallWithTheDistance(String curve, double distance, double factor) {
    Decay decay = read(Map.of("function", curve, "offset", "5", "decay", "0.5"), "age");
    assertThat(decay.factor(100 + distance)).isCloseTo(factor, within(1e-7));
    assertThat(decay.factor(100 - distance)).isCloseTo(factor, within(1e-7));
  }

  @Test
  void atTheScaleTheDecayIsLeft() {
    for (String curve : List.of("gauss", "exp", "linear")) {
      Decay decay = read(Map.of("function", curve, "decay", "0.2"), "age");
      assertThat(decay.factor(110)).isCloseTo(0.2, within(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "scale, 0, scale must > 0",
    "offset, -1, offset must >= 0",
    "decay, 0, decay must 0 < decay < 1",
    "decay, 1, decay must 0 < decay < 1",
    "origin, here, origin has to be a number",
    "origin, NaN, origin has to be a number",
    "function, cubic, 'gauss, exp or linear'",
  })
  void wrongParametersAreRefused(String name, String value, String reason) {
    assertThatThrownBy(() -> read(Map.of(name, value), "age"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void theFieldHasToHaveANumberInEachRow() {
    assertThatThrownBy(() -> read(Map.of(), "name")).hasMessageContaining("is no number");
    assertThatThrownBy(() -> read(Map.of(), "maybe")).hasMessageContaining("nullable");
    assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("one input field");
    assertThatThrownBy(() -> read(Map.of(), "age", "name")).hasMessageContaining("one input field");
  }

  private static Decay read(Map<String, String> changed, String... fields) {
    Map<String, String> params = new HashMap<>(GAUSS);
    params.putAll(changed);
    return Decay.of(
        RankFunction.of(
            FunctionSchema.newBuilder()
                .setName("f")
                .setType(FunctionType.Rerank)
                .addAllInputFieldNames(List.of(fields))
                .addAllParams(Pairs.of(params))
                .build()),
        SCHEMA);
  }
}
