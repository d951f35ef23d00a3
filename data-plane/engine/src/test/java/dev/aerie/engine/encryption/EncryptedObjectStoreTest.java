package dev.aerie.engine.encryption;

import static dev.aerie.engine.TestEngine.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.schema.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedObjectStoreTest {
  private static final int SEGMENT = 1 << 16;

  @TempDir Path folder;
  private LocalObjectStore plain;

  @BeforeEach
  void keyset() throws IOException {
    plain = new LocalObjectStore(folder.resolve("objects"));
    keys("k1", "k1");
  }

  @Test
  void whatIsStoredTellsNothing() {
    byte[] secret = utf8("a secret that nobody else may read");
    open().put("some/object", secret);
    assertThat(open().get("some/object")).isEqualTo(secret);
    assertThat(new String(plain.get("some/object"), StandardCharsets.ISO_8859_1))
        .doesNotContain("secret");
  }

  @Test
  void rangesAtTheBordersOfSegments() {
    byte[] content = new byte[2 * SEGMENT];
    new Random(1).nextBytes(content);
    open().put("borders", content);
    for (int border : new int[] {SEGMENT - 56, SEGMENT - 72, 2 * SEGMENT - 72, 2 * SEGMENT - 88}) {
      for (int from = border - 2; from <= border + 2; from++) {
        for (int length = 1; length <= 3; length++) {
          assertThat(open().getRange("borders", from, length))
              .isEqualTo(Arrays.copyOfRange(content, from, from + length));
        }
      }
    }
  }

  @Test
  void aChangedCutOrMovedObjectIsRefused() {
    open().put("one", new byte[100_000]);
    byte[] stored = plain.get("one");
    for (int at : new int[] {20, 100, stored.length - 1}) {
      byte[] changed = stored.clone();
      changed[at] ^= 1;
      plain.put("one", changed);
      assertRefused("one", ErrorCode.OBJECT_DAMAGED);
    }
    plain.put("one", Arrays.copyOf(stored, SEGMENT + 16));
    assertRefused("one", ErrorCode.OBJECT_DAMAGED);
    plain.put("two", stored);
    assertRefused("two", ErrorCode.OBJECT_DAMAGED);
    plain.put("two", utf8("never encrypted at all"));
    assertRefused("two", ErrorCode.OBJECT_DAMAGED);
  }

  @Test
  void whatWasWrittenBeforeARotationIsReadAfterIt() throws IOException {
    EncryptedObjectStore store = open();
    store.put("old", utf8("old"));
    keys("k2", "k1", "k2");
    assertThat(dataKeys().rotate()).isEqualTo(2);
    EncryptedObjectStore after = open();
    after.put("new", utf8("new"));
    assertThat(after.get("old")).isEqualTo(utf8("old"));
    assertThat(store.get("new")).isEqualTo(utf8("new"));
    assertThat(plain.get("old")[15]).isEqualTo((byte) 1);
    assertThat(plain.get("new")[15]).isEqualTo((byte) 2);
  }

  @Test
  void aWithdrawnKeyClosesWhatItOpenedAndNothingElse() throws IOException {
    EncryptedObjectStore store = open();
    store.put("old", utf8("old"));
    keys("k2", "k1", "k2");
    dataKeys().rotate();
    store.put("new", utf8("new"));
    keys("k2", "k2");
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(() -> store.get("old"))
        .withMessageContaining("'old'")
        .withMessageContaining("'k1'")
        .matches(e -> e.code() == ErrorCode.KEY_WITHDRAWN);
    assertThat(store.get("new")).isEqualTo(utf8("new"));
  }

  @Test
  void onlyOneWriterWinsANameOnce() {
    assertThat(open().putIfAbsent("once", utf8("mine"))).isTrue();
    assertThat(open().putIfAbsent("once", utf8("theirs"))).isFalse();
    assertThat(open().get("once")).isEqualTo(utf8("mine"));
  }

  @Test
  void theWholeEngineRunsOnIt() {
    try (Engine engine = TestEngine.open(folder, open(), c -> c)) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, TestEngine.range(0, 500));
      engine.flush("default", TestEngine.COLLECTION);
      TestEngine.insert(engine, 1, TestEngine.range(500, 600));
    }
    try (Engine engine = TestEngine.open(folder.resolve("elsewhere"), open(), c -> c)) {
      assertThat(TestEngine.ids(engine, "id >= 0")).hasSize(600);
    }
    assertThat(plain.list("", ""))
        .filteredOn(key -> !key.startsWith(DataKeys.FOLDER))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(plain.get(key)).startsWith(utf8("AERX")));
  }

  private void assertRefused(String key, ErrorCode code) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> open().get(key))
        .withMessageContaining("'" + key + "'")
        .matches(e -> e.code() == code);
  }

  private EncryptedObjectStore open() {
    return new EncryptedObjectStore(plain, dataKeys());
  }

  private DataKeys dataKeys() {
    return new DataKeys(
        plain, new LocalKeyset(folder.resolve("keyset")), Clock.systemUTC(), Duration.ZERO);
  }

  private void keys(String primary, String... names) throws IOException {
    TestKeyset.write(folder.resolve("keyset"), primary, names);
  }
}
