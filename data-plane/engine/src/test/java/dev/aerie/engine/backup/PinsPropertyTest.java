package dev.aerie.engine.backup;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.bootstrap.Chosen;
import dev.aerie.engine.bootstrap.ClusterStores;
import dev.aerie.engine.bootstrap.Hold;
import dev.aerie.engine.bootstrap.Restore;
import dev.aerie.engine.collection.Digest;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.schema.Metric;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.awaitility.Awaitility;

/**
 * Whatever is written, merged, collected, backed up, branched and deleted, in whatever order: what
 * a backup or a branch needs stays, and what nothing needs goes.
 */
class PinsPropertyTest {
  private static final int KEYS = 120;

  enum Step {
    UPSERT,
    DELETE,
    FLUSH,
    COMPACT,
    RESTART,
    BACKUP,
    DELETE_BACKUP,
    BRANCH,
    DROP_BRANCH
  }

  @Property(tries = 12, shrinking = ShrinkingMode.BOUNDED)
  void whatIsNeededStaysAndTheRestGoes(@ForAll @Size(min = 12, max = 40) List<Step> steps)
      throws IOException {
    Path folder = Files.createTempDirectory("aerie-pins");
    try (Run run = new Run(folder)) {
      for (Step step : steps) {
        run.take(step);
        run.everythingNeededIsThere();
      }
      run.check();
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** A cluster with its backups and branches, and what each of them must hold. */
  private static final class Run implements AutoCloseable {
    private final Path folder;
    private final Path objects;
    private final ObjectStore store;
    private final TreeMap<String, Digest> backups = new TreeMap<>();
    private final TreeMap<String, Digest> branches = new TreeMap<>();
    private Engine engine;
    private int step;

    Run(Path folder) {
      this.folder = folder;
      this.objects = folder.resolve("objects");
      this.store = new LocalObjectStore(objects);
      this.engine = open();
      TestEngine.create(engine, Metric.L2);
    }

    private Engine open() {
      return TestEngine.open(
          folder,
          store,
          c -> c.memtableBytes(40_000).garbageGrace(Duration.ZERO).logRetention(Duration.ZERO));
    }

    void take(Step what) {
      step++;
      switch (what) {
        case UPSERT ->
            TestEngine.upsert(
                engine,
                step,
                LongStream.range(0, 40).map(i -> (i * step) % KEYS).distinct().toArray());
        case DELETE ->
            engine.delete(
                DeleteRequest.of(
                    COLLECTION, TestEngine.filter("id %% 7 == %d".formatted(step % 7))));
        case FLUSH -> engine.flush("default", COLLECTION);
        case COMPACT -> engine.compact("default", COLLECTION);
        case RESTART -> {
          engine.close();
          engine = open();
        }
        case BACKUP -> {
          engine.backup("b" + step);
          backups.put("b" + step, digest(engine));
        }
        case DELETE_BACKUP -> {
          if (!backups.isEmpty()) {
            new BackupStore(store).delete(backups.pollFirstEntry().getKey());
          }
        }
        case BRANCH -> branch();
        case DROP_BRANCH -> {
          if (!branches.isEmpty()) {
            new Hold(store, Clock.systemUTC()).release(branches.pollFirstEntry().getKey());
          }
        }
      }
    }

    private void branch() {
      if (backups.isEmpty()) {
        return;
      }
      String name = "branch" + step;
      var from = backups.lastEntry();
      Backup held = new Hold(store, Clock.systemUTC()).backup(from.getKey(), name);
      try (ObjectStore target = new LocalObjectStore(folder.resolve(name).resolve("objects"))) {
        new Restore(store, URI.create("file://" + objects).toString(), target, Clock.systemUTC())
            .branch(held, Chosen.all());
      }
      branches.put(name, from.getValue());
    }

    /** After each step: every object of every backup, and of what each branch holds. */
    void everythingNeededIsThere() {
      Set<String> there = Set.copyOf(store.list("", ""));
      assertThat(there)
          .containsAll(
              new BackupStore(store)
                  .all().stream()
                      .flatMap(backup -> backup.objects().stream())
                      .map(StoredObject::key)
                      .toList());
    }

    void check() {
      engine.flush("default", COLLECTION);
      engine.compact("default", COLLECTION);
      take(Step.RESTART);
      awaitGarbageGone();
      branches.forEach((name, expected) -> assertThat(readBranch(name)).isEqualTo(expected));
      backups.forEach((name, expected) -> assertThat(restore(name)).isEqualTo(expected));
    }

    private void awaitGarbageGone() {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(
              () -> {
                Set<String> needed = objectsNeeded();
                assertThat(ofSegments(store.list("col/", ""))).isEqualTo(needed);
              });
    }

    private Set<String> objectsNeeded() {
      return ofSegments(
          Stream.concat(
                  segmentsInEffect().stream().map(SegmentEntry::objects),
                  new BackupStore(store).all().stream().map(Backup::objects))
              .flatMap(List::stream)
              .map(StoredObject::key)
              .toList());
    }

    /** The manifest in effect here is the one that was written last. */
    private List<SegmentEntry> segmentsInEffect() {
      long collection = engine.definitions().collection("default", COLLECTION).id();
      List<String> manifests = store.list("col/%d/manifest/".formatted(collection), "");
      if (manifests.isEmpty()) {
        return List.of();
      }
      String last = manifests.getLast();
      long number = Long.parseLong(last.substring(last.lastIndexOf('/') + 1));
      return new ManifestStore(store).read(collection, number).segments();
    }

    private static Set<String> ofSegments(List<String> keys) {
      return keys.stream().filter(k -> k.contains("/seg/")).collect(Collectors.toSet());
    }

    private Digest readBranch(String name) {
      Path child = folder.resolve(name);
      try (ObjectStore opened =
              ClusterStores.open(URI.create("file://" + child.resolve("objects")), "", "");
          Engine branch = TestEngine.open(child, opened, c -> c)) {
        return digest(branch);
      }
    }

    private Digest restore(String name) {
      Path copy = folder.resolve("restored-" + name);
      ObjectStore target = new LocalObjectStore(copy.resolve("objects"));
      new Restore(store, "", target, Clock.systemUTC())
          .copy(new BackupStore(store).read(name), Chosen.all());
      try (Engine restored = TestEngine.open(copy, target, c -> c)) {
        return digest(restored);
      }
    }

    private static Digest digest(Engine engine) {
      return engine.digest("default", COLLECTION);
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
