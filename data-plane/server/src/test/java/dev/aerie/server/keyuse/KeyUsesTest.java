package dev.aerie.server.keyuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyUsesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Instant now = NOON.plusSeconds(10);
  private final InstantSource time = () -> now;
  private final Clock clock = time.withZone(ZoneOffset.UTC);
  private final KeyUses uses = new KeyUses(clock);

  @Test
  void eachHourHasItsOwnCount() {
    uses.count("key_a", false);
    now = NOON.plusSeconds(30);
    uses.count("key_a", true);
    uses.count("key_b", false);
    now = NOON.plus(Duration.ofHours(1));
    uses.count("key_a", false);

    assertThat(uses.counts().uses())
        .containsExactly(
            new KeyUse("key_a", NOON, 2, 1, NOON.plusSeconds(10), NOON.plusSeconds(30)),
            new KeyUse("key_b", NOON, 1, 0, NOON.plusSeconds(30), NOON.plusSeconds(30)),
            new KeyUse("key_a", now, 1, 0, now, now));
  }

  @Test
  void keepsADay() {
    for (int hour = 0; hour < 48; hour++) {
      now = NOON.plus(Duration.ofHours(hour));
      uses.count("key_a", false);
    }

    assertThat(uses.counts().uses())
        .extracting(KeyUse::hour)
        .hasSize(25)
        .startsWith(NOON.plus(Duration.ofHours(23)))
        .endsWith(now);
  }

  @Test
  void losesNoneOfManyThreads() throws InterruptedException {
    Callable<Void> hundred =
        () -> {
          IntStream.range(0, 100).forEach(i -> uses.count("key_" + i % 2, i % 4 == 0));
          return null;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(Collections.nCopies(50, hundred));
    }

    List<KeyUse> counted = uses.counts().uses();
    assertThat(counted).extracting(KeyUse::calls).containsExactly(2500L, 2500L);
    assertThat(counted).extracting(KeyUse::refused).containsExactly(1250L, 0L);
  }

  @Test
  void anotherProcessHasAnotherName() {
    assertThat(uses.counts().instance()).isNotEqualTo(new KeyUses(clock).counts().instance());
  }
}
