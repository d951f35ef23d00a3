package dev.aerie.engine.objectstore;

import static dev.aerie.engine.TestEngine.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every object store has to do; each implementation's test extends this. */
abstract class ObjectStoreContract {
  abstract ObjectStore store();

  @Test
  void givesBackWhatWasPut() {
    store().put("a/one", utf8("first"));
    store().put("a/one", utf8("second"));
    assertThat(store().get("a/one")).isEqualTo(utf8("second"));
  }

  @Test
  void putsOnlyOnceIfAbsent() {
    assertThat(store().putIfAbsent("once/key", utf8("mine"))).isTrue();
    assertThat(store().putIfAbsent("once/key", utf8("theirs"))).isFalse();
    assertThat(store().get("once/key")).isEqualTo(utf8("mine"));
  }

  @Test
  void letsExactlyOneOfRacingWritersWin() throws Exception {
    int writers = 16;
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      for (int round = 0; round < 10; round++) {
        String key = "race/%d".formatted(round);
        CyclicBarrier start = new CyclicBarrier(writers);
        List<Callable<Boolean>> racers = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
          byte[] content = utf8("writer " + w + " of round " + round);
          racers.add(
              () -> {
                start.await();
                return store().putIfAbsent(key, content);
              });
        }
        List<Integer> winners = new ArrayList<>();
        List<Future<Boolean>> results = threads.invokeAll(racers);
        for (int w = 0; w < writers; w++) {
          if (results.get(w).get()) {
            winners.add(w);
          }
        }
        assertThat(winners).hasSize(1);
        assertThat(store().get(key))
            .isEqualTo(utf8("writer " + winners.getFirst() + " of round " + round));
      }
    }
  }

  @Test
  void readsRangesAndStopsAtTheEnd() {
    store().put("range/key", utf8("0123456789"));
    assertThat(store().getRange("range/key", 2, 3)).isEqualTo(utf8("234"));
    assertThat(store().getRange("range/key", 8, 5)).isEqualTo(utf8("89"));
    assertThat(store().getRange("range/key", 20, 5)).isEmpty();
  }

  @Test
  void keepsLargeObjectsWhole() {
    byte[] content = new byte[9 << 20];
    new Random(1).nextBytes(content);
    store().put("large/key", content);
    assertThat(store().get("large/key")).isEqualTo(content);
  }

  @Test
  void listsByPrefixInOrderAfterAKey() {
    List.of("list/b/2", "list/a/1", "list/b/10", "list/b/1", "lister/x")
        .forEach(k -> store().put(k, utf8(k)));
    assertThat(store().list("list/", ""))
        .containsExactly("list/a/1", "list/b/1", "list/b/10", "list/b/2");
    assertThat(store().list("list/b/", "list/b/1")).containsExactly("list/b/10", "list/b/2");
    assertThat(store().list("list/b/1", "")).containsExactly("list/b/1", "list/b/10");
    assertThat(store().list("nothing/", "")).isEmpty();
  }

  @Test
  void forgetsWhatWasDeleted() {
    store().put("gone/key", utf8("x"));
    store().delete("gone/key");
    store().delete("gone/key");
    assertThat(store().list("gone/", "")).isEmpty();
    assertThat(store().putIfAbsent("gone/key", utf8("y"))).isTrue();
  }

  @Test
  void namesTheObjectThatIsMissing() {
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(() -> store().get("no/such"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_MISSING))
        .satisfies(e -> assertThat(e.key()).isEqualTo("no/such"))
        .withMessageContaining("no/such");
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(() -> store().getRange("no/such", 0, 1))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_MISSING));
  }
}
