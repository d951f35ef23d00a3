package dev.aerie.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;

/** One object of each kind is damaged or lost; the engine names it and answers nothing wrong. */
class DamagedObjectsTest {
  private static final Path RELEASE = Path.of("src/test/resources/releases/0.1.0.zip");
  private static final String IN_THE_MIDST_OF_THE_LOG = "wal/0000000002/000000000004";

  @TempDir Path folder;
  private ObjectStore store;

  @BeforeEach
  void unpack() throws IOException {
    Archive.unpack(RELEASE, folder.resolve("objects"));
    store = new LocalObjectStore(folder.resolve("objects"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root/",
        "epoch/",
        "lease/",
        "wal/",
        IN_THE_MIDST_OF_THE_LOG,
        "/manifest/",
        "/rows.parquet",
        "/vec-108.flat",
        "/vec-109.flat",
        "/vec-110.flat",
        "/vec-111.flat",
        "/vec-111.postings",
        "/vec-112.postings",
        ".graph",
        "/del-"
      })
  void aDamagedOneIsNamed(String kind) {
    String key = newest(kind);
    damage(key);
    assertNamed(key, ErrorCode.OBJECT_DAMAGED, this::readEverything);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        IN_THE_MIDST_OF_THE_LOG,
        "/manifest/",
        "/rows.parquet",
        "/vec-108.flat",
        "/vec-110.flat",
        "/vec-111.flat",
        "/vec-111.postings",
        ".graph",
        "/del-"
      })
  void aMissingOneIsNamed(String kind) {
    String key = newest(kind);
    store.delete(key);
    assertNamed(key, ErrorCode.OBJECT_MISSING, this::readEverything);
    assertThat(store.list(key, "")).as("nothing takes its place").isEmpty();
  }

  /** As an earlier release could leave them, had a writer that was replaced gone on for a while. */
  @Test
  void deletedRowsThatAreNotThoseListedAreNamed() {
    String key = newest("/del-");
    RoaringBitmap others = RoaringBitmap.bitmapOf(1);
    ByteBuffer bytes = ByteBuffer.allocate(others.serializedSizeInBytes());
    others.serialize(bytes);
    store.put(key, Envelope.seal(Envelope.Kind.DELETES, bytes.array()));
    assertNamed(key, ErrorCode.OBJECT_DAMAGED, this::readEverything);
  }

  @Test
  void aMissingCheckpointIsMadeUpForByTheOneBefore() {
    store.delete(newest("root/"));
    readEverything();
  }

  @Test
  void aDamagedOrMissingBackupIsNamed() {
    String key = newest("backup/");
    damage(key);
    assertNamed(
        key, ErrorCode.OBJECT_DAMAGED, () -> new BackupStore(store).read(ReleaseContent.BACKUP));
    store.delete(key);
    assertThatExceptionOfType(dev.aerie.engine.error.EngineException.class)
        .isThrownBy(() -> new BackupStore(store).read(ReleaseContent.BACKUP))
        .withMessageContaining(ReleaseContent.BACKUP);
  }

  private static void assertNamed(String key, ErrorCode code, ThrowingCallable read) {
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(read)
        .satisfies(e -> assertThat(e.key()).isEqualTo(key))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private void readEverything() {
    try (Engine engine = TestEngine.open(folder, store, c -> c.podName("another"))) {
      ReleaseContent.check(engine, false);
    }
  }

  private void damage(String key) {
    byte[] content = store.get(key);
    content[content.length - 3] ^= 0x40;
    store.put(key, content);
  }

  private String newest(String kind) {
    return store.list("", "").stream().filter(k -> k.contains(kind)).toList().getLast();
  }
}
