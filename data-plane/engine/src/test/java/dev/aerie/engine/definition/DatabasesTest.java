package dev.aerie.engine.definition;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.OpenedEngine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.catalog.Database;
import dev.aerie.engine.catalog.Definitions;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.ConsistencyLevel;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabasesTest extends OpenedEngine {
  private Definitions definitions;

  /** A small checkpoint, so that a restart reads definitions from it and not from the log. */
  @Override
  protected EngineConfig.Builder configured(EngineConfig.Builder config) {
    return config.flushBytes(1).checkpointBytes(1);
  }

  @BeforeEach
  void define() {
    definitions = engine.definitions();
    definitions.createDatabase("shop", Map.of("owner", "me"));
    create("shop", COLLECTION);
  }

  @Test
  void keepsCollectionsOfOneNameApart() {
    assertThat(definitions.collection("shop", COLLECTION).id())
        .isNotEqualTo(definitions.collection("default", COLLECTION).id());
    definitions.createAlias("shop", COLLECTION, "nick");
    assertThat(definitions.aliases("default")).isEmpty();
    assertThat(definitions.aliases("shop")).isEqualTo(Map.of("nick", COLLECTION));
    definitions.dropAlias("shop", "nick");
    definitions.dropCollection("shop", COLLECTION);
    assertThat(definitions.collections("default")).hasSize(1);
    assertThat(definitions.collections("shop")).isEmpty();
  }

  @Test
  void keepsDatabasesOverRestarts() {
    definitions.createAlias("shop", COLLECTION, "nick");
    definitions.alterDatabase("shop", Map.of("size", "1"), List.of("owner"));
    TestEngine.insert(engine, 0, 1, 2);
    reopen();
    definitions = engine.definitions();
    assertThat(definitions.databases())
        .extracting(Database::name)
        .containsExactly("default", "shop");
    assertThat(definitions.database("shop").properties()).isEqualTo(Map.of("size", "1"));
    assertThat(definitions.aliases("shop")).isEqualTo(Map.of("nick", COLLECTION));
  }

  @Test
  void refusesWhatCannotBe() {
    refused(ErrorCode.DATABASE_EXISTS, () -> definitions.createDatabase("shop", Map.of()));
    refused(ErrorCode.DATABASE_EXISTS, () -> definitions.createDatabase("default", Map.of()));
    refused(ErrorCode.DATABASE_NOT_FOUND, () -> definitions.collections("missing"));
    refused(ErrorCode.DATABASE_NOT_FOUND, () -> create("missing", "x"));
    refused(ErrorCode.DATABASE_NOT_EMPTY, () -> definitions.dropDatabase("shop"));
    refused(ErrorCode.DATABASE_NOT_EMPTY, () -> definitions.dropDatabase("default"));
    definitions.dropCollection("shop", COLLECTION);
    definitions.dropDatabase("shop");
    refused(ErrorCode.DATABASE_NOT_FOUND, () -> definitions.dropDatabase("shop"));
  }

  @Test
  void aCollectionMovesToAnotherDatabase() {
    definitions.createAlias("shop", COLLECTION, "nick");
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () -> definitions.renameCollection("shop", COLLECTION, "default", "moved"));
    definitions.dropAlias("shop", "nick");
    refused(
        ErrorCode.COLLECTION_EXISTS,
        () -> definitions.renameCollection("shop", COLLECTION, "default", COLLECTION));
    Collection before = definitions.collection("shop", COLLECTION);
    definitions.renameCollection("shop", COLLECTION, "default", "moved");
    assertThat(definitions.collection("default", "moved").id()).isEqualTo(before.id());
    assertThat(definitions.collections("shop")).isEmpty();
  }

  private void create(String database, String name) {
    definitions.createCollection(
        new CreateCollection(
            database, name, TestEngine.schema(), ConsistencyLevel.BOUNDED, 1, 1, Map.of()));
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
