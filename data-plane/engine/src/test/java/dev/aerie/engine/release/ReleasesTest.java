package dev.aerie.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.bootstrap.Chosen;
import dev.aerie.engine.bootstrap.Restore;
import dev.aerie.engine.encryption.Encryption;
import dev.aerie.engine.encryption.TestKeyset;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of every release are read by this one: {@code releases/<version>.zip} holds the objects
 * of a cluster, {@code <version>-encrypted.zip} those of an encrypted one.
 *
 * <p>How a release's own are added stands beside them.
 */
class ReleasesTest {
  private static final Path RELEASES = Path.of("src/test/resources/releases");
  private static final String KEY = "the key of the releases";
  private static final String CHECKPOINTS = "root/";
  private static final long MOST_BYTES = 500_000;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("releases")
  void readsTheFilesOf(String release) throws IOException {
    Archive.unpack(RELEASES.resolve(release), folder.resolve("objects"));
    ObjectStore store = store(folder.resolve("objects"), release.contains("encrypted"));
    try (Engine engine = TestEngine.open(folder, store, c -> c)) {
      ReleaseContent.check(engine, false);
      engine.flush("default", ReleaseContent.COLLECTION);
      engine.compact("default", ReleaseContent.COLLECTION);
      ReleaseContent.check(engine, false);
    }
    try (Engine again = TestEngine.open(folder, store, c -> c)) {
      ReleaseContent.check(again, false);
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void restoresTheBackupOf(String release) throws IOException {
    Archive.unpack(RELEASES.resolve(release), folder.resolve("objects"));
    ObjectStore source = store(folder.resolve("objects"), release.contains("encrypted"));
    Path other = folder.resolve("other");
    ObjectStore target = new LocalObjectStore(other.resolve("objects"));
    new Restore(source, "file:///gone", target, Clock.systemUTC())
        .copy(new BackupStore(source).read(ReleaseContent.BACKUP), Chosen.all());
    try (Engine engine = TestEngine.open(other, target, c -> c)) {
      ReleaseContent.check(engine, true);
    }
  }

  static List<String> releases() throws IOException {
    try (Stream<Path> files = Files.list(RELEASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".zip"))
          .sorted()
          .toList();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "aerie.release", matches = ".+")
  void writesTheFilesOfThisRelease() throws IOException {
    for (boolean encrypted : new boolean[] {false, true}) {
      Path cluster = folder.resolve("written-" + encrypted);
      ObjectStore store = store(cluster.resolve("objects"), encrypted);
      try (Engine engine =
          TestEngine.open(
              cluster,
              store,
              c -> c.graphRows(ReleaseContent.GRAPH_ROWS).flushBytes(1).checkpointBytes(1))) {
        ReleaseContent.begin(engine);
        await("a checkpoint").until(() -> !store.list(CHECKPOINTS, "").isEmpty());
      }
      try (Engine engine = TestEngine.open(cluster, store, c -> c)) {
        ReleaseContent.finish(engine);
        ReleaseContent.check(engine, false);
      }
      Path file =
          RELEASES.resolve(
              System.getProperty("aerie.release") + (encrypted ? "-encrypted" : "") + ".zip");
      Archive.pack(cluster.resolve("objects"), file);
      assertThat(file).satisfies(f -> assertThat(Files.size(f)).isLessThan(MOST_BYTES));
    }
  }

  private ObjectStore store(Path objects, boolean encrypted) throws IOException {
    ObjectStore plain = new LocalObjectStore(objects);
    if (!encrypted) {
      return plain;
    }
    Path keyset = folder.resolve("keyset.json");
    TestKeyset.write(keyset, KEY, KEY);
    return Encryption.of(
            Map.of("AERIE_ENCRYPTION_KEYSET_FILE", keyset.toString()), Clock.systemUTC())
        .over(plain);
  }
}
