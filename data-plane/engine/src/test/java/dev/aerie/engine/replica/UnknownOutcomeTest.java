package dev.aerie.engine.replica;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.ids;
import static dev.aerie.engine.TestEngine.insert;
import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.UnansweredObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.write.BulkWrite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A record of the log may be durable though its write failed: only who got the error may be in
 * doubt, and what others do next is right either way.
 */
class UnknownOutcomeTest {
  @TempDir Path folder;

  private UnansweredObjectStore store;
  private Engine engine;

  @BeforeEach
  void open() {
    store = new UnansweredObjectStore(new LocalObjectStore(folder.resolve("objects")));
    engine = TestEngine.open(folder, store, UnknownOutcomeTest::undisturbed);
    TestEngine.create(engine, Metric.L2);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noRowIsLostByAMergeAfterAFlush(boolean written) {
    flushTwoSegments();
    insert(engine, 1, range(20, 30));
    store.failAfter(1, written);
    fails(() -> engine.flush("default", COLLECTION));

    engine.compact("default", COLLECTION);

    assertRowsAre(30);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noRowIsDoubledByAMergeAfterAMerge(boolean written) {
    flushTwoSegments();
    store.failAfter(0, written);
    fails(() -> engine.compact("default", COLLECTION));

    engine.compact("default", COLLECTION);

    assertRowsAre(20);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noRowIsDoubledByAnImportThatIsTriedAgain(boolean written) {
    insert(engine, 1, range(0, 10));
    store.failAfter(2, written);
    fails(() -> importRows(7));

    try (BulkWrite again = bulkWrite(7)) {
      assertThat(again.isCommitted()).isEqualTo(written);
    }
    importRows(7);

    assertRowsAre(20);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCollectionIsMadeOnce(boolean written) {
    CreateCollection another = CreateCollection.of("another", TestEngine.schema());
    store.failAfter(0, written);
    fails(() -> engine.definitions().createCollection(another));

    Collection made = engine.definitions().createCollection(another);

    assertThat(engine.definitions().collections("default"))
        .extracting(Collection::name)
        .containsExactlyInAnyOrder(COLLECTION, "another");
    assertThat(engine.definitions().collection("default", "another")).isEqualTo(made);
  }

  @Test
  void aDefinitionKeepsWhatTheOneBeforeChanged() {
    store.failAfter(0, true);
    fails(
        () ->
            engine
                .definitions()
                .addField(
                    "default",
                    COLLECTION,
                    FieldSchema.builder("added", DataType.INT64).nullable(true).build()));

    engine.definitions().createPartition("default", COLLECTION, "part");

    assertThat(engine.definitions().collection("default", COLLECTION).schema().find("added"))
        .isPresent();
  }

  /** It would come to light with the next write, when its delete was acknowledged. */
  @Test
  void aRowIsNotThereAfterItsDelete() {
    store.failAfter(0, true);
    fails(() -> insert(engine, 1, 1));

    engine.delete(DeleteRequest.of(COLLECTION, TestEngine.filter("price > 0")));
    insert(engine, 1, 2);

    assertThat(ids(engine, "")).containsExactly(2L);
  }

  @Test
  void twoPodsShowTheSame() {
    try (Engine reader =
        TestEngine.open(
            folder.resolve("reader"),
            new LocalObjectStore(folder.resolve("objects")),
            c -> c.podName("reader").role(EngineConfig.Role.READER))) {
      store.failAfter(0, true);
      fails(() -> insert(engine, 1, 1));

      assertThat(ids(reader, "", Consistency.STRONG)).containsExactly(1L);
      assertThat(ids(engine, "", Consistency.STRONG)).containsExactly(1L);
    }
  }

  @Test
  void isSettledWithoutFurtherCalls() {
    engine.close();
    engine = TestEngine.open(folder, store, c -> c);
    store.failAfter(0, true);
    fails(() -> insert(engine, 1, 1));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ids(engine, "", Consistency.EVENTUALLY).equals(List.of(1L)));
  }

  private void flushTwoSegments() {
    insert(engine, 1, range(0, 10));
    engine.flush("default", COLLECTION);
    insert(engine, 1, range(10, 20));
    engine.flush("default", COLLECTION);
  }

  /** Also for whoever reads the log from its beginning. */
  private void assertRowsAre(int rows) {
    assertThat(ids(engine, "")).hasSize(rows).doesNotHaveDuplicates();
    engine.close();
    engine = TestEngine.open(folder, store, UnknownOutcomeTest::undisturbed);
    assertThat(ids(engine, "")).hasSize(rows).doesNotHaveDuplicates();
  }

  private void importRows(long job) {
    try (BulkWrite write = bulkWrite(job)) {
      if (!write.isCommitted()) {
        write.add(TestEngine.rows(1, range(100, 110)), 0);
        write.commit();
      }
    }
  }

  private BulkWrite bulkWrite(long job) {
    return engine.bulkWrite("default", COLLECTION, "", job);
  }

  private static void fails(ThrowingCallable call) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
  }

  /** Nothing but the test writes the log. */
  private static EngineConfig.Builder undisturbed(EngineConfig.Builder config) {
    return config
        .maintenanceInterval(Duration.ofHours(1))
        .lease(Duration.ofHours(2), Duration.ofHours(1));
  }
}
