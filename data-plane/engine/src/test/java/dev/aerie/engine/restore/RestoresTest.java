package dev.aerie.engine.restore;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.bootstrap.Chosen;
import dev.aerie.engine.bootstrap.Hold;
import dev.aerie.engine.bootstrap.PointInTime;
import dev.aerie.engine.bootstrap.Restore;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.checkpoint.CheckpointStore;
import dev.aerie.engine.collection.Digest;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.StoppingObjectStore;
import dev.aerie.engine.objectstore.UnansweredObjectStore;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.time.HybridClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections of a backup come back into the cluster that has them still. */
class RestoresTest {
  private static final String BACK = "back";
  private static final RestoreRequest AS_BACK =
      new RestoreRequest("monday", Map.of("default/" + COLLECTION, BACK));

  @TempDir Path folder;

  private ObjectStore store;
  private RestoreStore restores;

  @BeforeEach
  void makeStore() {
    store = new LocalObjectStore(folder.resolve("objects"));
    restores = new RestoreStore(store);
  }

  @Test
  void standBesideTheOriginalAndLiveTheirOwnLife() {
    Digest expected;
    Digest original;
    try (Engine engine = open()) {
      expected = backedUp(engine);
      TestEngine.upsert(engine, 9, range(100, 400));
      original = digest(engine, COLLECTION);

      RestoreOutcome outcome = restored(AS_BACK);

      assertThat(outcome.collections())
          .extracting(
              RestoreOutcome.RestoredRows::database,
              RestoreOutcome.RestoredRows::name,
              RestoreOutcome.RestoredRows::rows)
          .containsExactly(tuple("default", BACK, expected.rows()));
      assertThat(digest(engine, BACK)).isEqualTo(expected);
      assertThat(nearest(engine, BACK)).isEqualTo(7);
      assertThat(engine.definitions().indexes("default", BACK)).hasSize(1);
      delete(engine, BACK, "id < 100");
      engine.flush("default", BACK);
      engine.compact("default", BACK);
      assertThat(digest(engine, COLLECTION)).isEqualTo(original);
      delete(engine, COLLECTION, "id >= 0");
      engine.flush("default", COLLECTION);
    }
    try (Engine again = open()) {
      assertThat(again.rowCount("default", BACK, List.of())).isEqualTo(expected.rows() - 90);
      assertThat(again.rowCount("default", COLLECTION, List.of())).isZero();
    }
  }

  @Test
  void haveRowsThatTheBackupHasInTheLogOnly() {
    try (Engine engine = open()) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 100));
      engine.flush("default", COLLECTION);
      TestEngine.upsert(engine, 2, range(50, 120));
      delete(engine, COLLECTION, "id < 10");
      Instant moment = nextMoment(engine);
      Digest expected = digest(engine, COLLECTION);
      new BackupStore(store).write(new PointInTime(store, Clock.systemUTC()).at(moment, "monday"));
      delete(engine, COLLECTION, "id < 60");

      restored(AS_BACK);

      assertThat(digest(engine, BACK)).isEqualTo(expected);
    }
  }

  @Test
  void areRefusedWhereAnotherHasTheName() {
    try (Engine engine = open()) {
      Digest expected = backedUp(engine);
      engine.definitions().createCollection(of(BACK));
      Set<Long> before = ids(engine);

      RestoreOutcome.Refusal refusal = restored(AS_BACK).refusal().orElseThrow();

      assertThat(refusal.code()).isEqualTo("COLLECTION_EXISTS");
      assertThat(refusal.message())
          .isEqualTo(
              "database 'default' has a collection or an alias 'back' already; restore under"
                  + " another name, or rename or drop that one first");
      assertThat(ids(engine)).isEqualTo(before);
      assertThat(store.list("backup/" + Hold.name(""), "")).isEmpty();
      engine.definitions().renameCollection("default", BACK, "", "elsewhere");
      assertThat(restored(AS_BACK).refusal()).isEmpty();
      assertThat(digest(engine, BACK)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "monday, default/nothing, x, COLLECTION_NOT_FOUND, the backup has no",
    "tuesday, default/things, x, BACKUP_NOT_FOUND, there is no backup 'tuesday'",
    "monday, default/things, no name, INVALID_ARGUMENT, name"
  })
  void areRefusedForWhatThereIsNot(
      String backup, String collection, String name, String code, String said) {
    try (Engine engine = open()) {
      backedUp(engine);

      var refusal =
          restored(new RestoreRequest(backup, Map.of(collection, name))).refusal().orElseThrow();

      assertThat(refusal.code()).isEqualTo(code);
      assertThat(refusal.message()).contains(said);
      assertThat(engine.definitions().collections("default")).hasSize(1);
    }
  }

  @Test
  void comeBackAllOfThemAsTheyWereCalledOnceTheyAreDropped() {
    try (Engine engine = open()) {
      Digest expected = backedUp(engine);
      engine.definitions().dropCollection("default", COLLECTION);

      restored(new RestoreRequest("monday", Map.of()));

      assertThat(digest(engine, COLLECTION)).isEqualTo(expected);
    }
  }

  /** A writer stops at a change, before it or after it; the next one takes over. */
  @ParameterizedTest
  @CsvSource({
    "backup/hold-.*, true",
    "col/.*/seg/.*/rows.parquet, true",
    "col/.*/manifest/0000000001, false",
    "restore/once, false",
    "restore/once, true",
    "request/restore/once, false",
    "request/restore/once, true"
  })
  void areThereWholeAndOnceWhereverTheWriterStops(String where, boolean after) {
    Digest expected;
    try (Engine engine = open()) {
      expected = backedUp(engine);
    }
    restores.ask("once", AS_BACK);
    StoppingObjectStore stopping =
        new StoppingObjectStore(store, key -> key.matches(where), after, true);
    try (Engine stopped =
            TestEngine.open(folder.resolve("stopped"), stopping, RestoresTest::eager);
        Engine next = takingOver(stopping)) {
      awaiting().until(() -> !restores.isAsked("once"));

      assertIsThereOnce(next, expected);
      awaiting().untilAsserted(() -> assertThat(stored()).isEqualTo(ids(next)));
      stopping.goOn();
      awaiting().until(() -> !stopped.isWriter());
      assertIsThereOnce(next, expected);
    }
  }

  private Engine takingOver(StoppingObjectStore stopping) {
    awaiting().until(stopping::hasStopped);
    return open();
  }

  private void assertIsThereOnce(Engine engine, Digest expected) {
    assertThat(restores.outcome("once").orElseThrow().refusal()).isEmpty();
    assertThat(digest(engine, BACK)).isEqualTo(expected);
    assertThat(engine.definitions().collections("default")).hasSize(2);
    assertThat(store.list("backup/" + Hold.name(""), "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areThereOnceThoughTheLogDidNotAnswer(boolean written) {
    UnansweredObjectStore unanswered = new UnansweredObjectStore(store);
    try (Engine engine = TestEngine.open(folder, unanswered, RestoresTest::eager)) {
      Digest expected = backedUp(engine);
      unanswered.failAfter(0, written);

      assertThat(restored(AS_BACK).refusal()).isEmpty();

      assertThat(unanswered.hasFailed()).isTrue();
      assertIsThereOnce(engine, expected);
      awaiting().untilAsserted(() -> assertThat(stored()).isEqualTo(ids(engine)));
    }
  }

  @Test
  void areNoGarbageWhileTheyAreOnTheirWay() {
    Digest expected;
    long doomed;
    try (Engine engine = open()) {
      expected = backedUp(engine);
      doomed = engine.definitions().createCollection(of("doomed")).id();
      engine.insert(WriteRequest.of("doomed", TestEngine.rows(1, range(0, 5))));
      engine.flush("default", "doomed");
    }
    StoppingObjectStore stopping =
        new StoppingObjectStore(store, k -> k.matches("col/.*/manifest/0000000001"), true, false);
    try (Engine engine = TestEngine.open(folder, stopping, RestoresTest::eager)) {
      restores.ask("once", AS_BACK);
      awaiting().until(stopping::hasStopped);
      new BackupStore(store).delete("monday");
      engine.definitions().dropCollection("default", "doomed");
      engine.definitions().dropCollection("default", COLLECTION);
      awaiting().until(() -> !stored().contains(doomed));
      stopping.goOn();
      awaiting().until(() -> !restores.isAsked("once"));

      assertThat(digest(engine, BACK)).isEqualTo(expected);
      awaiting().untilAsserted(() -> assertThat(stored()).isEqualTo(ids(engine)));
    }
  }

  @Test
  void needNothingOfTheBackupOrTheOriginal() {
    Digest expected;
    try (Engine engine = open()) {
      expected = backedUp(engine);
      restored(AS_BACK);
      engine.definitions().dropCollection("default", COLLECTION);
      awaiting().untilAsserted(() -> assertThat(checkpointed()).isEqualTo(ids(engine)));
      new BackupStore(store).delete("monday");
      awaiting().untilAsserted(() -> assertThat(stored()).isEqualTo(ids(engine)));
    }
    try (Engine again = TestEngine.open(folder.resolve("other"), store, RestoresTest::eager)) {
      assertThat(digest(again, BACK)).isEqualTo(expected);
      again.backup("of-the-copy");
      assertThat(
              new BackupStore(store)
                  .read("of-the-copy").objects().stream().map(StoredObject::key).toList())
          .allSatisfy(key -> assertThat(store.get(key)).isNotEmpty());
    }
  }

  @Test
  void areInWhatIsRestoredOfAMomentAfterThem() {
    try (Engine engine = TestEngine.open(folder, store, c -> c)) {
      Digest expected = backedUp(engine);
      int checkpoints = store.list("root/", "").size();
      restored(AS_BACK);
      awaiting().until(() -> store.list("root/", "").size() > checkpoints);
      delete(engine, BACK, "id < 150");
      Instant moment = nextMoment(engine);
      Digest later = digest(engine, BACK);
      delete(engine, BACK, "id >= 0");
      Path second = folder.resolve("second");
      new Restore(store, "", new LocalObjectStore(second.resolve("objects")), Clock.systemUTC())
          .copy(new PointInTime(store, Clock.systemUTC()).at(moment, "then"), Chosen.all());

      try (Engine restored = TestEngine.open(second)) {
        assertThat(later).isNotEqualTo(expected);
        assertThat(digest(restored, BACK)).isEqualTo(later);
        assertThat(digest(restored, COLLECTION)).isEqualTo(digest(engine, COLLECTION));
      }
    }
  }

  /** 290 rows in two segments, some of them deleted, in backup {@code monday}. */
  private static Digest backedUp(Engine engine) {
    TestEngine.create(engine, Metric.L2);
    TestEngine.insert(engine, 1, range(0, 200));
    engine.flush("default", COLLECTION);
    TestEngine.upsert(engine, 1, range(200, 300));
    engine.flush("default", COLLECTION);
    delete(engine, COLLECTION, "id >= 10 and id < 20");
    engine.backup("monday");
    return digest(engine, COLLECTION);
  }

  private RestoreOutcome restored(RestoreRequest request) {
    restores.ask("once", request);
    awaiting().until(() -> !restores.isAsked("once"));
    return restores.outcome("once").orElseThrow();
  }

  private Engine open() {
    return TestEngine.open(folder, store, RestoresTest::eager);
  }

  private static CreateCollection of(String name) {
    return CreateCollection.of(name, TestEngine.schema());
  }

  /** Nothing that is not needed stays. */
  private static EngineConfig.Builder eager(EngineConfig.Builder config) {
    return config.garbageGrace(Duration.ZERO).logRetention(Duration.ZERO);
  }

  /** Ids of the collections that have objects. */
  private Set<Long> stored() {
    return store.list("col/", "").stream()
        .map(key -> Long.parseLong(key.split("/")[1]))
        .collect(Collectors.toSet());
  }

  /** Ids of the collections that a pod starts with. */
  private Set<Long> checkpointed() {
    return new CheckpointStore(store)
        .newest().collections().stream().map(e -> e.collection().id()).collect(Collectors.toSet());
  }

  private static Set<Long> ids(Engine engine) {
    return engine.definitions().collections("default").stream()
        .map(Collection::id)
        .collect(Collectors.toSet());
  }

  private static Digest digest(Engine engine, String collection) {
    return engine.digest("default", collection);
  }

  private static void delete(Engine engine, String collection, String filter) {
    engine.delete(DeleteRequest.of(collection, TestEngine.filter(filter)));
  }

  /** Key of the row that is nearest to what row 7 was in the backup. */
  private static long nearest(Engine engine, String collection) {
    var found =
        engine.search(
            SearchRequest.builder(collection, List.of(TestEngine.vector(1, 7)), 1)
                .database("default")
                .field("vector")
                .build());
    return ((Column.Longs) found.primaryKeys()).values()[0];
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }

  /** A moment after everything so far and before everything to come. */
  private static Instant nextMoment(Engine engine) {
    long now = HybridClock.toMillis(engine.timestamp());
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> HybridClock.toMillis(engine.timestamp()) > now);
    return Instant.ofEpochMilli(now);
  }
}
