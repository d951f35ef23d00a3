package dev.aerie.engine.definition;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.OpenedEngine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.catalog.Definitions;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.Metric;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DefinitionsTest extends OpenedEngine {
  @Test
  void keepsDefinitionsOverRestarts() {
    Definitions definitions = engine.definitions();
    definitions.createPartition("default", COLLECTION, "p1");
    definitions.createAlias("default", COLLECTION, "nick");
    definitions.alterProperties("default", COLLECTION, Map.of("ttl", "5", "x", "y"), List.of());
    definitions.alterProperties("default", COLLECTION, Map.of(), List.of("x"));
    definitions.renameCollection("default", COLLECTION, "", "renamed");
    Collection before = definitions.collection("default", "nick");
    reopen();
    Collection after = engine.definitions().collection("default", "renamed");
    assertThat(after).isEqualTo(before);
    assertThat(after.partitions()).hasSize(2);
    assertThat(after.loadState()).isEqualTo(LoadState.LOADED);
    assertThat(after.properties()).isEqualTo(Map.of("ttl", "5"));
    assertThat(engine.definitions().aliases("default")).isEqualTo(Map.of("nick", "renamed"));
    engine.definitions().dropCollection("default", "renamed");
    assertThat(engine.definitions().collections("default")).isEmpty();
    assertThat(engine.definitions().aliases("default")).isEmpty();
  }

  @Test
  void acceptsTheSameTwiceAndRefusesAnother() {
    Definitions definitions = engine.definitions();
    definitions.createCollection(CreateCollection.of(COLLECTION, TestEngine.schema()));
    definitions.createIndex("default", COLLECTION, index(Metric.L2));
    refused(
        ErrorCode.INDEX_EXISTS,
        () -> definitions.createIndex("default", COLLECTION, index(Metric.IP)));
    CollectionSchema other =
        new CollectionSchema(
            "",
            List.of(
                FieldSchema.builder("id", DataType.VARCHAR).primaryKey(true).maxLength(9).build(),
                FieldSchema.builder("v", DataType.FLOAT_VECTOR).dimension(4).build()),
            false);
    refused(
        ErrorCode.COLLECTION_EXISTS,
        () -> definitions.createCollection(CreateCollection.of(COLLECTION, other)));
    definitions.createCollection(CreateCollection.of("other", other));
    definitions.createAlias("default", COLLECTION, "nick");
    refused(ErrorCode.ALIAS_EXISTS, () -> definitions.createAlias("default", "other", "nick"));
    refused(
        ErrorCode.ALIAS_NAME_CONFLICT,
        () -> definitions.createAlias("default", "other", COLLECTION));
    refused(ErrorCode.ALIAS_NOT_FOUND, () -> definitions.alterAlias("default", "other", "nobody"));
    definitions.alterAlias("default", "other", "nick");
    assertThat(definitions.collection("default", "nick").name()).isEqualTo("other");
    refused(ErrorCode.INDEX_NOT_FOUND, () -> definitions.load("default", "other", List.of()));
  }

  @Test
  void separatesPartitions() {
    Definitions definitions = engine.definitions();
    definitions.createPartition("default", COLLECTION, "p1");
    refused(
        ErrorCode.PARTITION_EXISTS, () -> definitions.createPartition("default", COLLECTION, "p1"));
    engine.insert(new WriteRequest("default", COLLECTION, "p1", TestEngine.rows(0, 1, 2, 3)));
    TestEngine.insert(engine, 0, 4, 5);
    assertThat(engine.rowCount("default", COLLECTION, List.of("p1"))).isEqualTo(3);
    engine.flush("default", COLLECTION);
    definitions.dropPartition("default", COLLECTION, "p1");
    assertThat(TestEngine.ids(engine, "")).containsExactly(4L, 5L);
    refused(
        ErrorCode.PARTITION_NOT_FOUND,
        () -> engine.insert(new WriteRequest("default", COLLECTION, "p1", TestEngine.rows(0, 1))));
    engine.flush("default", COLLECTION);
    reopen();
    assertThat(TestEngine.ids(engine, "")).containsExactly(4L, 5L);
  }

  @Test
  void readsOnlyWhatIsLoaded() {
    TestEngine.insert(engine, 0, 1, 2);
    engine.flush("default", COLLECTION);
    engine.definitions().release("default", COLLECTION, List.of());
    refused(ErrorCode.COLLECTION_NOT_LOADED, () -> TestEngine.ids(engine, ""));
    TestEngine.upsert(engine, 1, 2, 3);
    engine.definitions().load("default", COLLECTION, List.of());
    assertThat(TestEngine.ids(engine, "info[\"seed\"] == 1")).containsExactly(2L, 3L);
    assertThat(TestEngine.ids(engine, "")).containsExactly(1L, 2L, 3L);
  }

  @Test
  void refusesSchemasThatBreakARule() {
    FieldSchema key = FieldSchema.builder("id", DataType.INT64).primaryKey(true).build();
    FieldSchema vector = FieldSchema.builder("v", DataType.FLOAT_VECTOR).dimension(4).build();
    refusedSchema("primary key", vector);
    refusedSchema("vector field", key);
    refusedSchema("twice", key, vector, vector);
    refusedSchema(
        "dimension", key, FieldSchema.builder("v", DataType.FLOAT_VECTOR).dimension(1).build());
    refusedSchema("max_length", key, vector, FieldSchema.builder("t", DataType.VARCHAR).build());
    refusedSchema(
        "INT64 or VARCHAR",
        FieldSchema.builder("id", DataType.FLOAT).primaryKey(true).build(),
        vector);
    refused(
        ErrorCode.UNSUPPORTED,
        () -> create(key, FieldSchema.builder("v", DataType.GEOMETRY).build()));
  }

  private void refusedSchema(String message, FieldSchema... fields) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> create(fields))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SCHEMA))
        .withMessageContaining(message);
  }

  private void create(FieldSchema... fields) {
    engine
        .definitions()
        .createCollection(
            CreateCollection.of("x", new CollectionSchema("", List.of(fields), false)));
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
