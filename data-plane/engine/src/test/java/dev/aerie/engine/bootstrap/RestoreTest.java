package dev.aerie.engine.bootstrap;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.backup.BackupCopy;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.checkpoint.CheckpointStore;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.RecordedObjectStore;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.write.BulkWrite;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
  @TempDir Path folder;

  private Path first;
  private Path second;
  private ObjectStore source;
  private ObjectStore target;

  @BeforeEach
  void makeStores() {
    first = folder.resolve("first");
    second = folder.resolve("second");
    source = new LocalObjectStore(first.resolve("objects"));
    target = new LocalObjectStore(second.resolve("objects"));
  }

  @Test
  void restoresWhatWasThereWhenTheBackupWasTaken() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 300));
      engine.flush("default", COLLECTION);
      TestEngine.upsert(engine, 2, range(100, 150));
      Backup backup = engine.backup("monday");
      var expected = engine.digest("default", COLLECTION);
      delete(engine, "id < 250");

      restore().copy(backup, Chosen.all());

      assertThat(backup.collections())
          .containsExactly(new Backup.CountedRows("default", COLLECTION, 300));
      try (Engine restored = TestEngine.open(second)) {
        assertThat(restored.digest("default", COLLECTION)).isEqualTo(expected);
        assertThat(TestEngine.ids(restored, "")).hasSize(300);
        TestEngine.upsert(restored, 3, range(290, 310));
        assertThat(TestEngine.ids(restored, "")).hasSize(310);
        assertThat(TestEngine.ids(engine, "")).hasSize(50);
      }
    }
  }

  @Test
  void takesABackupWhenOneIsAskedForInTheStore() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 20));
      BackupStore backups = new BackupStore(source);

      backups.request("asked");

      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> backups.exists("asked") && !backups.isRequested("asked"));
      assertThat(backups.read("asked").collections().getFirst().rows()).isEqualTo(20);
    }
  }

  @Test
  void restoresSomeCollectionsUnderNewNames() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 30));
      engine.definitions().createCollection(CreateCollection.of("others", TestEngine.schema()));
      Backup backup = engine.backup("both");

      restore().copy(backup, Chosen.of(Map.of("default/" + COLLECTION, "renamed")));

      try (Engine restored = TestEngine.open(second)) {
        assertThat(restored.definitions().collections("default"))
            .extracting(c -> c.name())
            .containsExactly("renamed");
        assertThat(restored.digest("default", "renamed"))
            .isEqualTo(engine.digest("default", COLLECTION));
      }
    }
  }

  @Test
  void saysWhichCollectionABackupLacks() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      Backup backup = engine.backup("one");

      assertRefused(
          ErrorCode.COLLECTION_NOT_FOUND,
          "default/nothing",
          () -> restore().copy(backup, Chosen.of(Map.of("default/nothing", "x"))));
    }
  }

  @Test
  void fillsNoStoreThatHasSomethingElse() {
    try (Engine engine = TestEngine.open(first);
        Engine other = TestEngine.open(second)) {
      TestEngine.create(other, Metric.L2);
      Backup backup = engine.backup("empty");

      assertRefused(
          ErrorCode.NOT_RESTORABLE,
          "name an empty one",
          () -> restore().copy(backup, Chosen.all()));
    }
  }

  @Test
  void fillsAStoreThatHasPeoplesOwnFilesOnly() {
    try (Engine engine = TestEngine.open(first)) {
      Backup backup = engine.backup("empty");
      target.put("uploads/mine.json", new byte[] {2});

      restore().copy(backup, Chosen.all());

      assertThat(target.list("uploads/", "")).hasSize(1);
    }
  }

  @Test
  void goesOnAfterItWasBrokenOff() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 50));
      Backup backup = engine.backup("one");
      restore().begin();
      assertThat(Restore.sourceOf(target)).contains(uri(first).toString());
      target.put("col/1/seg/2/rows.parquet", new byte[] {1});
      target.put("uploads/mine.json", new byte[] {2});

      restore().copy(backup, Chosen.all());

      assertThat(target.list("col/1/", "")).isEmpty();
      assertThat(target.list("uploads/", "")).hasSize(1);
      Origin origin = restore().copy(backup, Chosen.all());
      assertThat(origin.backup()).isEqualTo("one");
      assertThat(Restore.isUnderWay(target)).isTrue();
      restore().end();
      assertThat(Restore.isUnderWay(target)).isFalse();
    }
  }

  @Test
  void listsTheTargetOnce() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      Backup backup = engine.backup("one");
      RecordedObjectStore watched = new RecordedObjectStore(target);
      Restore restore = new Restore(source, "", watched, Clock.systemUTC());

      restore.begin();
      restore.copy(backup, Chosen.all());

      assertThat(watched.calls()).containsOnlyOnce("list ", "put " + Restore.UNDER_WAY);
    }
  }

  @Test
  void doneAgainAfterItFailedItRemovesWhatItHadWritten() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 50));
      engine.flush("default", COLLECTION);
      Backup backup = engine.backup("one");
      Restore restore = restore();
      restore.begin();
      assertRefused(
          ErrorCode.COLLECTION_NOT_FOUND,
          "default/nothing",
          () -> restore.copy(backup, Chosen.of(Map.of("default/nothing", "x"))));
      target.put("col/1/left", new byte[] {1});

      restore.copy(backup, Chosen.all());

      assertThat(target.list("col/", "")).isNotEmpty().doesNotContain("col/1/left");
    }
  }

  @Test
  void findsADamagedObject() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 50));
      Backup backup = engine.backup("one");
      String key =
          source.list("col/", "").stream()
              .filter(k -> k.endsWith(".flat"))
              .findFirst()
              .orElseThrow();
      byte[] content = source.get(key);
      content[content.length / 2]++;
      source.put(key, content);

      assertRefused(ErrorCode.OBJECT_DAMAGED, key, () -> restore().copy(backup, Chosen.all()));
    }
  }

  @Test
  void aBranchReadsItsParentsSegmentsAndWritesItsOwn() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 200));
      engine.backup("now");
      Hold hold = new Hold(source, Clock.systemUTC());
      restore().branch(hold.backup("now", "child"), Chosen.all());
      assertThat(target.list("col/", "")).noneMatch(k -> k.contains("/seg/"));

      try (ObjectStore store = ClusterStores.open(uri(second), "", "");
          Engine branch = TestEngine.open(second, store, c -> c)) {
        delete(branch, "id < 50");
        delete(engine, "id >= 50");
        engine.flush("default", COLLECTION);
        engine.compact("default", COLLECTION);
        branch.flush("default", COLLECTION);
        branch.compact("default", COLLECTION);

        assertThat(TestEngine.ids(branch, "")).hasSize(150).first().isEqualTo(50L);
        assertThat(TestEngine.ids(engine, "")).hasSize(50).first().isEqualTo(0L);
      }
      assertThat(new BackupStore(source).read(Hold.name("child")).holder()).isEqualTo("child");
    }
  }

  @Test
  void restoresAnyMomentTheLogKeeps() {
    try (Engine engine = TestEngine.open(first, c -> c.memtableBytes(60_000))) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 100));
      Instant before = nextMoment(engine);
      for (int step = 2; step < 12; step++) {
        TestEngine.upsert(engine, step, range(50, 250));
        engine.flush("default", COLLECTION);
        engine.compact("default", COLLECTION);
      }
      Instant middle = nextMoment(engine);
      var expected = engine.digest("default", COLLECTION);
      delete(engine, "id >= 0");
      engine.flush("default", COLLECTION);
      engine.compact("default", COLLECTION);

      restore().copy(new PointInTime(source, Clock.systemUTC()).at(middle, "middle"), Chosen.all());
      Path third = folder.resolve("third");
      new Restore(source, "", new LocalObjectStore(third.resolve("objects")), Clock.systemUTC())
          .copy(new PointInTime(source, Clock.systemUTC()).at(before, "before"), Chosen.all());

      try (Engine restored = TestEngine.open(second);
          Engine earliest = TestEngine.open(third)) {
        assertThat(restored.digest("default", COLLECTION)).isEqualTo(expected);
        assertThat(TestEngine.ids(earliest, "")).hasSize(100);
      }
    }
  }

  @Test
  void restoresAMomentWithRowsThatWereImported() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      importRows(engine);
      awaitCheckpointOf(COLLECTION);
      TestEngine.upsert(engine, 2, range(90, 110));
      Instant moment = nextMoment(engine);
      var expected = engine.digest("default", COLLECTION);
      delete(engine, "id >= 0");

      restore().copy(at(moment), Chosen.all());

      try (Engine restored = TestEngine.open(second)) {
        assertThat(restored.digest("default", COLLECTION)).isEqualTo(expected);
        assertThat(TestEngine.ids(restored, "")).hasSize(110);
      }
    }
  }

  /** Its background work does not begin, as if the writer were killed right after the import. */
  @Test
  void leavesNoRowOutThatWasImportedAfterTheCheckpoint() {
    try (Engine engine = TestEngine.open(first, c -> c.maintenanceInterval(Duration.ofHours(1)))) {
      TestEngine.create(engine, Metric.L2);
      engine.definitions().createCollection(CreateCollection.of("others", TestEngine.schema()));
      Instant before = nextMoment(engine);
      importRows(engine);
      Instant imported = nextMoment(engine);
      Backup whole = at(imported);
      Map<String, String> others = Map.of("default/others", "others");

      assertRefused(
          ErrorCode.NOT_RESTORABLE,
          "rows that were imported or restored at",
          () -> restore().copy(whole, Chosen.all()));
      assertRefused(
          ErrorCode.NOT_RESTORABLE,
          "give a moment before, or one some seconds later",
          () -> restore().branch(whole, Chosen.of(Map.of("default/" + COLLECTION, "x"))));
      assertThat(target.list("col/", "")).isEmpty();
      restore().copy(whole, Chosen.of(others));
      assertThat(rowsOf(second, "others")).isZero();
      assertThat(rowsOf(restoredAs("before", before), COLLECTION)).isZero();
      engine.definitions().dropCollection("default", COLLECTION);
      Instant dropped = nextMoment(engine);
      assertThat(rowsOf(restoredAs("dropped", dropped), "others")).isZero();
    }
  }

  @Test
  void theNextWriterMakesARestoreWithImportedRowsPossible() {
    try (Engine killed = TestEngine.open(first, c -> c.maintenanceInterval(Duration.ofHours(1)))) {
      TestEngine.create(killed, Metric.L2);
      importRows(killed);
      try (Engine next = TestEngine.open(first.resolve("next"), source, c -> c)) {
        awaitCheckpointOf(COLLECTION);
        Instant moment = nextMoment(next);

        assertThat(rowsOf(restoredAs("after", moment), COLLECTION)).isEqualTo(100);
      }
    }
  }

  @Test
  void saysThatAMomentIsNotKept() {
    try (Engine engine =
        TestEngine.open(
            first,
            c -> c.memtableBytes(40_000).logRetention(Duration.ZERO).garbageGrace(Duration.ZERO))) {
      TestEngine.create(engine, Metric.L2);
      Instant start = nextMoment(engine);
      PointInTime states = new PointInTime(source, Clock.systemUTC());
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                TestEngine.upsert(engine, 1, range(0, 200));
                return !source.list("wal/", "").getFirst().endsWith("0000000000");
              });

      assertRefused(
          ErrorCode.NOT_RESTORABLE, "not kept any more", () -> states.at(start, "too-late"));
      assertRefused(
          ErrorCode.NOT_RESTORABLE,
          "yet to come",
          () -> states.at(Instant.now().plusSeconds(60), "too-early"));
    }
  }

  @Test
  void aCopyStandsAloneAndSharesWhatIsTheSame() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 100));
      Backup one = engine.backup("one");
      TestEngine.insert(engine, 1, range(100, 200));
      Backup two = engine.backup("two");
      ObjectStore elsewhere = new LocalObjectStore(folder.resolve("elsewhere"));
      BackupCopy copies = new BackupCopy(elsewhere);
      copies.add(one, source);
      copies.add(two, source);

      copies.delete("one");

      Backup found = new BackupStore(elsewhere).read("two");
      new Restore(elsewhere, "", target, Clock.systemUTC()).copy(found, Chosen.all());
      try (Engine restored = TestEngine.open(second)) {
        assertThat(TestEngine.ids(restored, "")).hasSize(200);
      }
      copies.delete("two");
      assertThat(elsewhere.list("", "")).isEmpty();
    }
  }

  @Test
  void aDrillFindsWhatIsNotTheSame() {
    try (Engine engine = TestEngine.open(first)) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 100));
      restore().copy(engine.backup("one"), Chosen.all());
      try (Engine restored = TestEngine.open(second)) {
        Drill drill = new Drill(engine, restored);

        Drill.Result same = drill.run();
        TestEngine.upsert(restored, 2, 7);
        Drill.Result changed = drill.run();

        assertThat(same.differences()).isEmpty();
        assertThat(same.rows()).isEqualTo(100);
        assertThat(same.recall()).hasValue(1.0);
        assertThat(changed.differences())
            .singleElement()
            .asString()
            .contains("'things' has 100 rows with checksum");
      }
    }
  }

  private static void importRows(Engine engine) {
    try (BulkWrite rows = engine.bulkWrite("default", COLLECTION, "", engine.timestamp())) {
      rows.add(TestEngine.rows(1, range(0, 100)), 0);
      rows.commit();
    }
  }

  /** A checkpoint that has segments of the collection. */
  private void awaitCheckpointOf(String collection) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                new CheckpointStore(source)
                    .newest().collections().stream()
                        .filter(e -> e.manifest() > 0)
                        .anyMatch(e -> e.collection().name().equals(collection)));
  }

  private Backup at(Instant moment) {
    return new PointInTime(source, Clock.systemUTC()).at(moment, "moment");
  }

  /** The folder of a new cluster that was filled with the state of a moment. */
  private Path restoredAs(String name, Instant moment) {
    Path cluster = folder.resolve(name);
    new Restore(source, "", new LocalObjectStore(cluster.resolve("objects")), Clock.systemUTC())
        .copy(at(moment), Chosen.all());
    return cluster;
  }

  private static long rowsOf(Path cluster, String collection) {
    try (Engine engine = TestEngine.open(cluster)) {
      return engine.rowCount("default", collection, List.of());
    }
  }

  private Restore restore() {
    return new Restore(source, uri(first).toString(), target, Clock.systemUTC());
  }

  private static java.net.URI uri(Path cluster) {
    return java.net.URI.create("file://" + cluster.resolve("objects"));
  }

  private static void delete(Engine engine, String filter) {
    engine.delete(DeleteRequest.of(COLLECTION, TestEngine.filter(filter)));
  }

  /** A moment after everything so far and before everything to come. */
  private static Instant nextMoment(Engine engine) {
    long now = HybridClock.toMillis(engine.timestamp());
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> HybridClock.toMillis(engine.timestamp()) > now);
    return Instant.ofEpochMilli(now);
  }

  private static void assertRefused(ErrorCode code, String message, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
