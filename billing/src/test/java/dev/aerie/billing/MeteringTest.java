package dev.aerie.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeteringTest {
  private static final Window HOUR = new Window(at(0), at(3600));

  @Test
  void unitsTimesReplicasTimesSeconds() {
    assertThat(Metering.total(List.of(used("a", 2, 3, 0, 60)), HOUR))
        .containsExactly(new ClusterUsage("a", 360));
  }

  @Test
  void onlyWhatLiesInTheWindowCounts() {
    assertThat(Metering.total(List.of(used("a", 1, 1, -30, 30), used("a", 1, 1, 3590, 3700)), HOUR))
        .containsExactly(new ClusterUsage("a", 40));
  }

  @Test
  void overlappingRecordsCountOnceWithTheLargest() {
    assertThat(
            Metering.total(
                List.of(used("a", 1, 1, 0, 60), used("a", 4, 1, 30, 90), used("a", 1, 1, 0, 60)),
                HOUR))
        .containsExactly(new ClusterUsage("a", 30 + 4 * 60));
  }

  @Test
  void gapsAndSuspendedTimeCostNothing() {
    assertThat(
            Metering.total(
                List.of(
                    used("a", 1, 1, 0, 10), used("a", 8, 0, 10, 1000), used("a", 1, 1, 1000, 1010)),
                HOUR))
        .containsExactly(new ClusterUsage("a", 20));
  }

  @Test
  void clustersAreApart() {
    assertThat(Metering.total(List.of(used("b", 1, 1, 0, 5), used("a", 1, 1, 0, 10)), HOUR))
        .containsExactly(new ClusterUsage("a", 10), new ClusterUsage("b", 5));
  }

  @Test
  void recordsAndWindowsThatEndBeforeTheyBeginAreRefused() {
    assertThatThrownBy(() -> used("a", 1, 1, 10, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends");
    assertThatThrownBy(() -> used("a", -1, 1, 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> new Window(at(1), at(0))).isInstanceOf(IllegalArgumentException.class);
  }

  private static UsageInterval used(String cluster, int units, int replicas, int from, int to) {
    return new UsageInterval(cluster + from, cluster, units, replicas, at(from), at(to));
  }

  private static Instant at(int second) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
  }
}
