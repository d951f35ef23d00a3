package dev.aerie.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.epoch.EpochStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;

  /** A writer that was replaced beats once more before it looks who writes. */
  @Test
  void aBeatCountsOnceTheEpochIsKnownToBeTheNewest() {
    Heartbeat heartbeat =
        new Heartbeat(new EpochStore(new LocalObjectStore(folder)), 1, HOUR, HOUR.multipliedBy(4));

    assertThat(heartbeat.beat()).isTrue();
    assertThat(heartbeat.isRecent()).isFalse();
    assertThat(heartbeat.isOlderThan(HOUR)).isTrue();

    heartbeat.confirm();

    assertThat(heartbeat.isRecent()).isTrue();
    assertThat(heartbeat.isOlderThan(HOUR)).isFalse();
  }
}
