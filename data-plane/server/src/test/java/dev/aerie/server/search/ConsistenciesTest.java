package dev.aerie.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.ConsistencyLevel;
import dev.aerie.engine.schema.CollectionSchema;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.SearchRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of Milvus send, and how fresh their reads are by it. */
class ConsistenciesTest {
  @ParameterizedTest
  @CsvSource({
    "STRONG, 1, STRONG, 0",
    "STRONG, 1125899906842624, STRONG, 0",
    "SESSION, 1125899906842624, SESSION, 1125899906842624",
    // nothing told, as by REST: every write is seen
    "SESSION, 0, STRONG, 0",
    "BOUNDED, 1, BOUNDED, 1",
    "BOUNDED, 1125899906842624, BOUNDED, 1125899906842624",
    "EVENTUALLY, 1125899906842624, EVENTUALLY, 0",
  })
  void theCollectionDecidesWhereTheClientDoesNot(
      ConsistencyLevel ofCollection, long lastWrite, ConsistencyLevel level, long guaranteed) {
    Consistency expected = new Consistency(level, guaranteed);
    Collection collection = collection(ofCollection);
    QueryRequest query =
        QueryRequest.newBuilder()
            .setUseDefaultConsistency(true)
            .setGuaranteeTimestamp(lastWrite)
            .build();
    assertThat(Consistencies.of(query, collection)).isEqualTo(expected);
    SearchRequest search =
        SearchRequest.newBuilder()
            .setUseDefaultConsistency(true)
            .setGuaranteeTimestamp(lastWrite)
            .build();
    assertThat(Consistencies.of(search, collection)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Strong, 0, STRONG, 0",
    "Session, 1125899906842624, SESSION, 1125899906842624",
    "Session, 1, SESSION, 1",
    "Bounded, 2, BOUNDED, 0",
    "Eventually, 1, EVENTUALLY, 0",
    "Customized, 1125899906842624, SESSION, 1125899906842624",
    // older clients send no level
    "Strong, 1, EVENTUALLY, 0",
    "Strong, 2, BOUNDED, 0",
    "Strong, 1125899906842624, SESSION, 1125899906842624",
  })
  void whatAClientAsksForGoesBeforeTheCollection(
      io.milvus.grpc.ConsistencyLevel asked,
      long timestamp,
      ConsistencyLevel level,
      long guaranteed) {
    SearchRequest search =
        SearchRequest.newBuilder()
            .setConsistencyLevel(asked)
            .setGuaranteeTimestamp(timestamp)
            .build();
    for (ConsistencyLevel ofCollection : ConsistencyLevel.values()) {
      assertThat(Consistencies.of(search, collection(ofCollection)))
          .isEqualTo(new Consistency(level, guaranteed));
    }
  }

  private static Collection collection(ConsistencyLevel consistency) {
    return new Collection(
        1,
        "default",
        "rows",
        new CollectionSchema("", List.of(), false),
        List.of(),
        List.of(),
        Map.of(),
        consistency,
        1,
        LoadState.LOADED,
        1,
        1);
  }
}
