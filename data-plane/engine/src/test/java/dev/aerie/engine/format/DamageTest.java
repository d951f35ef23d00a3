package dev.aerie.engine.format;

import static dev.aerie.engine.TestEngine.ids;
import static dev.aerie.engine.TestEngine.insert;
import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamageTest {
  @TempDir Path folder;
  @TempDir Path otherCache;
  private ObjectStore store;

  @BeforeEach
  void write() {
    store = new LocalObjectStore(folder.resolve("objects"));
    try (Engine engine = TestEngine.open(folder)) {
      TestEngine.create(engine, Metric.L2);
      insert(engine, 0, range(0, 50));
      engine.flush("default", TestEngine.COLLECTION);
      TestEngine.upsert(engine, 1, range(0, 5));
      engine.flush("default", TestEngine.COLLECTION);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal/", "epoch/", "/manifest/", "/rows", "/vec-", "/del-"})
  void namesADamagedObject(String part) {
    String key = find(part);
    byte[] content = store.get(key);
    content[content.length - 3] ^= 0x40;
    store.put(key, content);
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(this::openAndRead)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_DAMAGED))
        .satisfies(e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void namesAMissingObject() {
    String key = find("/vec-");
    store.delete(key);
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(this::openAndRead)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_MISSING))
        .satisfies(e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void refusesAnUnknownVersion() {
    byte[] object = Envelope.seal(Envelope.Kind.MANIFEST, TestEngine.utf8("{}"));
    object[6] = 9;
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(() -> Envelope.checkHeader(Envelope.Kind.MANIFEST, "some/key", object))
        .withMessageContaining("some/key")
        .withMessageContaining("version 9");
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(() -> Envelope.checkHeader(Envelope.Kind.LOG, "some/key", object))
        .withMessageContaining("LOG");
  }

  private void openAndRead() {
    try (Engine engine = TestEngine.open(otherCache, store, c -> c)) {
      assertThat(ids(engine, "")).hasSize(50);
    }
  }

  private String find(String part) {
    return store.list("", "").stream().filter(k -> k.contains(part)).findFirst().orElseThrow();
  }
}
