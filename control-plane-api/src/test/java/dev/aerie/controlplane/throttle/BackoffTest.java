package dev.aerie.controlplane.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "8, 60", "2147483647, 60"})
  void pausesDoubleUpToTheLongest(int failures, int minutes) {
    assertThat(Backoff.OF_MESSAGES.after(failures)).isEqualTo(Duration.ofMinutes(minutes));
  }
}
