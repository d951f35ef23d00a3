package dev.aerie.engine.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.objectstore.LocalObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever its size, a range of an encrypted object is the same range of what was written. */
class RangesPropertyTest {
  private static final int SEGMENT = 1 << 16;
  private static EncryptedObjectStore store;

  @BeforeContainer
  static void open() throws IOException {
    Path folder = Files.createTempDirectory("aerie-ranges");
    TestKeyset.write(folder.resolve("keyset"), "k1", "k1");
    LocalObjectStore plain = new LocalObjectStore(folder.resolve("objects"));
    LocalKeyset keyset = new LocalKeyset(folder.resolve("keyset"));
    DataKeys keys = new DataKeys(plain, keyset, Clock.systemUTC(), Duration.ofHours(1));
    store = new EncryptedObjectStore(plain, keys);
  }

  @Property(tries = 200)
  void rangesAreThoseOfTheContent(
      @ForAll @IntRange(max = 3 * SEGMENT + 10) int size,
      @ForAll @IntRange(max = 3 * SEGMENT + 20) int offset,
      @ForAll @IntRange(max = 2 * SEGMENT) int length) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    store.put("ranges", content);
    assertThat(store.get("ranges")).isEqualTo(content);
    int from = Math.min(offset, size);
    byte[] expected = Arrays.copyOfRange(content, from, Math.min(size, from + length));
    assertThat(store.getRange("ranges", offset, length)).isEqualTo(expected);
  }
}
