package dev.aerie.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ForwardingObjectStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer's threads ask for two kinds of requests every half second. */
class RequestWatchTest {
  private static final String BACKUPS = "request/backup/";
  private static final String RESTORES = "request/restore/";
  private static final Duration STEP = Duration.ofMillis(500);

  @TempDir Path folder;

  private Listings store;
  private RequestWatch watch;
  private long now;

  @BeforeEach
  void begin() {
    store = new Listings(new LocalObjectStore(folder));
    watch = new RequestWatch(store, STEP, () -> now);
  }

  @Test
  void listsTwelveTimesAMinuteWhenNobodyAsks() {
    stepsOf(Duration.ofMinutes(1));
    int before = store.listings;

    stepsOf(Duration.ofMinutes(10));

    assertThat(store.listings - before).isEqualTo(120);
  }

  @Test
  void listsWithEachStepForAWhileAfterItBeginsAndAfterARequest() {
    stepsOf(Duration.ofSeconds(20));
    assertThat(store.listings).isEqualTo(40);
    stepsOf(Duration.ofMinutes(1));
    ask(BACKUPS + "monday");
    assertThat(stepsUntil(BACKUPS)).isLessThanOrEqualTo(10);
    store.delete(BACKUPS + "monday");
    int before = store.listings;

    stepsOf(Duration.ofSeconds(20));

    assertThat(store.listings - before).isEqualTo(40);
  }

  @Test
  void listsAtOnceWhenItWasNotAskedForLong() {
    stepsOf(Duration.ofMinutes(1));
    now += Duration.ofHours(1).toNanos();
    ask(RESTORES + "once");

    assertThat(watch.take(RESTORES)).containsExactly("once");
  }

  @Test
  void tellsEachKindOfItsOwnOnceAListing() {
    ask(BACKUPS + "b");
    ask(BACKUPS + "a");
    ask(RESTORES + "once");

    assertThat(watch.take(BACKUPS)).containsExactly("a", "b");
    assertThat(watch.take(BACKUPS)).isEmpty();
    assertThat(watch.take(RESTORES)).containsExactly("once");
    assertThat(store.listings).isEqualTo(1);
    store.delete(BACKUPS + "a");
    now += STEP.toNanos();
    assertThat(watch.take(BACKUPS)).containsExactly("b");
  }

  @Test
  void looksAgainWhenTheStoreHasFailed() {
    ask(BACKUPS + "monday");
    store.failing = true;
    assertThatThrownBy(() -> watch.take(BACKUPS)).hasMessageContaining("out of reach");
    store.failing = false;

    assertThat(watch.take(BACKUPS)).containsExactly("monday");
  }

  private void ask(String key) {
    store.put(key, new byte[0]);
  }

  private void stepsOf(Duration time) {
    for (long step = 0; step < time.dividedBy(STEP); step++) {
      assertThat(step(BACKUPS)).isEmpty();
    }
  }

  private int stepsUntil(String folder) {
    int steps = 1;
    while (step(folder).isEmpty()) {
      steps++;
    }
    return steps;
  }

  /** Both threads ask once. */
  private List<String> step(String folder) {
    now += STEP.toNanos();
    watch.take(RESTORES);
    return watch.take(folder);
  }

  /** Counts listings. */
  private static final class Listings extends ForwardingObjectStore {
    private int listings;
    private boolean failing;

    Listings(ObjectStore store) {
      super(store);
    }

    @Override
    public List<String> list(String prefix, String startAfter) {
      if (failing) {
        throw new ObjectStoreException(
            ErrorCode.STORAGE_UNAVAILABLE, prefix, "is out of reach", null);
      }
      listings++;
      return super.list(prefix, startAfter);
    }
  }
}
