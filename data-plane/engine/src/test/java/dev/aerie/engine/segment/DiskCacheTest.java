package dev.aerie.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.WatchedObjectStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCacheTest {
  private static final int OBJECT_BYTES = 16 << 10;
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private WatchedObjectStore store;

  @BeforeEach
  void start() {
    store = new WatchedObjectStore(new LocalObjectStore(folder.resolve("objects")));
  }

  @Test
  void aLargeObjectIsFetchedInFewPartsSideBySide() {
    byte[] content = content(0, 20 * MEGABYTE);
    StoredObject object = put("large", content);
    DiskCache cache = open(64 * MEGABYTE);
    store.watch("large"::equals, 3);
    assertThat(bytes(cache.open(object))).isEqualTo(content);
    assertThat(store.reads()).hasSize(3);
    assertThat(bytes(cache.open(object))).isEqualTo(content);
    assertThat(store.reads()).hasSize(3);
  }

  @Test
  void onePassOverEverythingDoesNotWashOutWhatIsOftenRead() {
    StoredObject[] often = objects("often", 40);
    StoredObject[] once = objects("once", 1_000);
    DiskCache cache = open(100L * OBJECT_BYTES);
    for (int time = 0; time < 5; time++) {
      Arrays.stream(often).forEach(cache::open);
    }
    Arrays.stream(once).forEach(cache::open);
    store.watch(key -> key.startsWith("often"), 0);
    Arrays.stream(often).forEach(cache::open);
    assertThat(store.reads()).hasSizeLessThan(often.length / 10);
  }

  @Test
  void whatIsReadOftenNowReplacesWhatWasOnceReadOften() {
    StoredObject[] before = objects("before", 100);
    StoredObject[] now = objects("now", 40);
    DiskCache cache = open(100L * OBJECT_BYTES);
    Arrays.stream(before).forEach(cache::open);
    Arrays.stream(before).forEach(cache::open);
    for (int time = 0; time < 20; time++) {
      Arrays.stream(now).forEach(cache::open);
    }
    store.watch(key -> key.startsWith("now"), 0);
    Arrays.stream(now).forEach(cache::open);
    assertThat(store.reads()).hasSizeLessThan(now.length / 10);
  }

  @Test
  void itTakesNoMoreRoomThanItMay() throws IOException {
    long capacity = 20L * OBJECT_BYTES;
    DiskCache cache = open(capacity);
    Arrays.stream(objects("some", 200)).forEach(cache::open);
    try (var files = Files.list(folder.resolve("cache"))) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum())
          .isPositive()
          .isLessThanOrEqualTo(capacity);
    }
  }

  @Test
  void aCopyThatWasChangedIsFetchedAnew() throws IOException {
    StoredObject object = put("a/b", content(1, OBJECT_BYTES));
    open(MEGABYTE).open(object);
    Path copy = folder.resolve("cache/a~b");
    byte[] changed = Files.readAllBytes(copy);
    changed[100] ^= 1;
    Files.write(copy, changed);
    store.watch("a/b"::equals, 0);
    assertThat(bytes(open(MEGABYTE).open(object))).isEqualTo(content(1, OBJECT_BYTES));
    assertThat(store.reads()).hasSize(1);
  }

  @Test
  void aCopyThatGoesWhileItIsOpenedIsFetchedAnew() throws InterruptedException {
    StoredObject object = put("one", content(1, OBJECT_BYTES));
    DiskCache cache = open(MEGABYTE);
    AtomicBoolean done = new AtomicBoolean();
    Thread forgetting =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get()) {
                    cache.forget(object);
                  }
                });
    try {
      for (int time = 0; time < 5_000; time++) {
        assertThat(bytes(cache.open(object))).isEqualTo(content(1, OBJECT_BYTES));
      }
    } finally {
      done.set(true);
      forgetting.join();
    }
  }

  private DiskCache open(long capacity) {
    return new DiskCache(store, folder.resolve("cache"), capacity);
  }

  private StoredObject[] objects(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> put(name + "/" + i, content(i, OBJECT_BYTES)))
        .toArray(StoredObject[]::new);
  }

  private StoredObject put(String key, byte[] content) {
    store.put(key, content);
    return new StoredObject(
        key, content.length, DiskCache.checksum(MemorySegment.ofArray(content)));
  }

  private static byte[] content(long seed, int length) {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static byte[] bytes(MemorySegment segment) {
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }
}
