package dev.aerie.engine.indextype;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexTypeTest {
  @ParameterizedTest
  @CsvSource({
    "FLAT, FLOAT_VECTOR, L2",
    "IVF_SQ8, FLOAT16_VECTOR, IP",
    "HNSW, INT8_VECTOR, COSINE",
    "hnsw, BINARY_VECTOR, JACCARD",
    "BIN_IVF_FLAT, BINARY_VECTOR, HAMMING",
    "SPARSE_WAND, SPARSE_FLOAT_VECTOR, IP",
    "AUTOINDEX, SPARSE_FLOAT_VECTOR, BM25",
    "Trie, VARCHAR,",
    "STL_SORT, DOUBLE,",
    "BITMAP, BOOL,",
    "INVERTED, INT64,",
    "AUTOINDEX, VARCHAR,",
  })
  void fitsItsFields(String type, DataType field, Metric metric) {
    assertThatCode(() -> check(type, field, metric, Map.of())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "HNSW, VARCHAR,, can't build with this index",
    "BIN_FLAT, FLOAT_VECTOR, L2, can't build with this index",
    "TRIE, INT64,, can't build with this index",
    "STL_SORT, BOOL,, can't build with this index",
    "BITMAP, DOUBLE,, can't build with this index",
    "INVERTED, FLOAT_VECTOR, L2, can't build with this index",
    "HNSW, FLOAT_VECTOR, HAMMING, does not support metric type HAMMING",
    "BIN_FLAT, BINARY_VECTOR, L2, does not support metric type L2",
    "NONSENSE, FLOAT_VECTOR, L2, invalid index type: NONSENSE",
    "INVERTED, JSON,, must specify cast type",
  })
  void refusesOtherFieldsAndMetrics(String type, DataType field, Metric metric, String why) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> check(type, field, metric, Map.of()))
        .withMessageContaining(why)
        .satisfies(
            e -> org.assertj.core.api.Assertions.assertThat(e.code().milvusCode()).isEqualTo(1100));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IVF_FLAT | nlist | 65536 | 65537 | [1, 65536]",
        "HNSW | M | 2 | 1 | [2, 2048]",
        "HNSW | efConstruction | 1 | 0 | [1, 2147483647]",
        "HNSW_SQ | sq_type | sq8 | SQ9 | should be one of",
        "HNSW_SQ | refine | true | maybe | should be a bool",
        "HNSW_PQ | nbits | 24 | x | should be a integer",
        "HNSW_PRQ | nrq | 16 | 17 | [1, 16]",
        "IVF_PQ | m | 4 | 3 | divided by `m`",
        "IVF_RABITQ | refine_type | FP32 | INT | should be one of",
      })
  void holdsParametersToTheirRanges(
      String type, String name, String right, String wrong, String why) {
    Map<String, String> base = type.equals("IVF_PQ") ? Map.of() : Map.of("m", "4");
    assertThatCode(() -> check(type, DataType.FLOAT_VECTOR, Metric.L2, with(base, name, right)))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> check(type, DataType.FLOAT_VECTOR, Metric.L2, with(base, name, wrong)))
        .withMessageContaining(why);
  }

  @Test
  void readsParametersInsideParams() {
    refused(() -> check("HNSW", DataType.FLOAT_VECTOR, Metric.L2, Map.of("params", "{\"M\": 1}")));
    refused(() -> check("HNSW", DataType.FLOAT_VECTOR, Metric.L2, Map.of("params", "{")));
  }

  @Test
  void someParametersAreNeeded() {
    refused(() -> check("IVF_PQ", DataType.FLOAT_VECTOR, Metric.L2, Map.of()));
    refused(() -> check("NGRAM", DataType.VARCHAR, null, Map.of("min_gram", "2")));
    refused(() -> check("NGRAM", DataType.VARCHAR, null, Map.of("min_gram", "4", "max_gram", "3")));
  }

  @Test
  void holdsSearchParametersToTheirRanges() {
    IndexType.HNSW.checkSearch(Map.of("ef", "10", "nprobe", "-1"), 10);
    refused(() -> IndexType.HNSW.checkSearch(Map.of("ef", "9"), 10));
    refused(() -> IndexType.IVF_FLAT.checkSearch(Map.of("nprobe", "0"), 10));
    refused(() -> IndexType.DISKANN.checkSearch(Map.of("search_list", "5"), 10));
    refused(() -> IndexType.AUTOINDEX.checkSearch(Map.of("level", "11"), 10));
    refused(() -> IndexType.SPARSE_WAND.checkSearch(Map.of("drop_ratio_search", "1"), 10));
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(call)
        .satisfies(
            e ->
                org.assertj.core.api.Assertions.assertThat(e.code())
                    .isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  private static Map<String, String> with(Map<String, String> base, String name, String value) {
    Map<String, String> params = new java.util.HashMap<>(base);
    params.put(name, value);
    return params;
  }

  private static void check(
      String type, DataType field, Metric metric, Map<String, String> params) {
    IndexType.check(
        new IndexSpec("f", "f", type, Optional.ofNullable(metric), params),
        FieldSchema.builder("f", field).dimension(8).build());
  }
}
