package dev.aerie.engine.definition;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.Definitions;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.FilterParser;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties and fields that change while there are rows. */
class AlterationTest {
  private static final FieldSchema COLOUR =
      FieldSchema.builder("colour", DataType.VARCHAR).maxLength(9).nullable(true).build();
  private static final FieldSchema RANK =
      FieldSchema.builder("rank", DataType.INT32).defaultValue(3L).build();

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private Engine engine;
  private Definitions definitions;

  @BeforeEach
  void open() {
    reopen();
    TestEngine.create(engine, Metric.L2);
  }

  private void reopen() {
    Clock clock = InstantSource.tick(now::get, Duration.ofMillis(1)).withZone(ZoneOffset.UTC);
    engine =
        Engine.open(
            TestEngine.config(folder).build(),
            new LocalObjectStore(folder.resolve("objects")),
            clock);
    definitions = engine.definitions();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void rowsVanishWhenTheirTimeIsOver() {
    definitions.alterProperties(
        "default", COLLECTION, Map.of("collection.ttl.seconds", "60"), List.of());
    TestEngine.insert(engine, 0, 1, 2);
    engine.flush("default", COLLECTION);
    TestEngine.insert(engine, 0, 3);
    now.updateAndGet(instant -> instant.plusSeconds(40));
    TestEngine.insert(engine, 0, 4);
    assertThat(TestEngine.ids(engine, "")).containsExactly(1L, 2L, 3L, 4L);
    now.updateAndGet(instant -> instant.plusSeconds(40));
    assertThat(TestEngine.ids(engine, "")).containsExactly(4L);
    engine.flush("default", COLLECTION);
    engine.compact("default", COLLECTION);
    definitions.alterProperties("default", COLLECTION, Map.of(), List.of("collection.ttl.seconds"));
    assertThat(TestEngine.ids(engine, "")).containsExactly(4L);
  }

  @Test
  void refusesATimeThatIsNone() {
    for (String time : List.of("soon", "-2", "99999999999")) {
      refused(
          () ->
              definitions.alterProperties(
                  "default", COLLECTION, Map.of("collection.ttl.seconds", time), List.of()));
    }
  }

  @Test
  void rowsThatAreThereGetAnAddedField() {
    TestEngine.insert(engine, 0, 1);
    engine.flush("default", COLLECTION);
    TestEngine.insert(engine, 0, 2);
    definitions.addField("default", COLLECTION, COLOUR);
    definitions.addField("default", COLLECTION, RANK);
    TestEngine.insert(engine, 0, 3);
    assertAdded();
    engine.flush("default", COLLECTION);
    assertAdded();
    engine.compact("default", COLLECTION);
    assertAdded();
    engine.close();
    reopen();
    assertAdded();
  }

  private void assertAdded() {
    RowBatch found =
        engine
            .query(
                new QueryRequest(
                    "default",
                    COLLECTION,
                    List.of(),
                    Optional.of(
                        FilterParser.parse(
                            "rank == 3 and colour is null",
                            definitions.collection("default", COLLECTION).schema(),
                            Map.of())),
                    List.of("id", "rank", "colour"),
                    -1,
                    0,
                    Consistency.STRONG))
            .rows();
    assertThat(((Column.Longs) found.column("id")).values()).containsExactly(1, 2, 3);
    assertThat(((Column.Ints) found.column("rank")).values()).containsExactly(3, 3, 3);
    assertThat(found.column("colour").nulls().cardinality()).isEqualTo(3);
  }

  @Test
  void refusesFieldsThatCannotBeAdded() {
    refused(
        () ->
            definitions.addField(
                "default", COLLECTION, FieldSchema.builder("x", DataType.INT64).build()));
    refused(
        () ->
            definitions.addField(
                "default",
                COLLECTION,
                FieldSchema.builder("x", DataType.FLOAT_VECTOR)
                    .dimension(4)
                    .nullable(true)
                    .build()));
    definitions.addField("default", COLLECTION, COLOUR);
    refused(() -> definitions.addField("default", COLLECTION, COLOUR));
  }

  @Test
  void aTextMayBecomeLonger() {
    definitions.alterField("default", COLLECTION, "name", Map.of("max_length", "200"), List.of());
    FieldSchema field = definitions.collection("default", COLLECTION).schema().field("name");
    assertThat(field.maxLength()).isEqualTo(200);
    assertThat(field.typeParams()).containsEntry("max_length", "200");
    refused(
        () ->
            definitions.alterField(
                "default", COLLECTION, "stock", Map.of("max_length", "200"), List.of()));
    refused(
        () -> definitions.alterField("default", COLLECTION, "name", Map.of("dim", "2"), List.of()));
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
