package dev.aerie.engine.execution;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerBytesTest {
  private static final int BYTES = 5_000;

  @TempDir Path folder;

  @Test
  void answersAreBoundedByWhatTheyTake() {
    try (Engine engine = TestEngine.open(folder, c -> c.answerBytes(BYTES))) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 0, TestEngine.range(0, 100));
      assertThat(query(engine, "id")).isEqualTo(100);
      tooLarge(() -> query(engine, "id", "vector"));
      tooLarge(() -> query(engine, "name", "tags"));
      assertThat(search(engine, 100).primaryKeys().size()).isEqualTo(100);
      tooLarge(() -> search(engine, 100, "vector"));
      assertThat(search(engine, 50, "vector").fields().rows()).isEqualTo(50);
    }
  }

  @Test
  void fieldsOfHitsAreReadWhenTheyAreChosen() {
    try (Engine engine = TestEngine.open(folder, c -> c.answerBytes(BYTES))) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 0, TestEngine.range(0, 100));
      SearchResult found = search(engine, 100);
      long[] keys = ((Column.Longs) found.primaryKeys()).values();
      Column.Strings names =
          (Column.Strings)
              found.hits().of(List.of("name", "vector"), new int[] {99, 0}).column("name");
      assertThat(names.values()).containsExactly("thing-" + keys[99], "thing-" + keys[0]);
    }
  }

  private static int query(Engine engine, String... fields) {
    return engine
        .query(QueryRequest.of(COLLECTION, Optional.empty(), List.of(fields)))
        .rows()
        .rows();
  }

  private static SearchResult search(Engine engine, int topK, String... fields) {
    return engine.search(
        SearchRequest.builder(COLLECTION, List.of(TestEngine.vector(0, 17)), topK)
            .outputFields(List.of(fields))
            .build());
  }

  private static void tooLarge(ThrowingCallable call) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(call)
        .withMessageContaining("more than 5000 bytes")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ANSWER_TOO_LARGE));
  }
}
