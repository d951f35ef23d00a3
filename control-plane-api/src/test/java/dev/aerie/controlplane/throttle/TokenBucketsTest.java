package dev.aerie.controlplane.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketsTest {

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT0.000000001S, 1", "PT0.9999S, 1", "PT1S, 1", "PT1.000000001S, 2"})
  void nobodyIsToldToComeBackTooEarly(Duration time, long seconds) {
    var decision = new TokenBuckets.Decision(false, 0, time, time, 1);

    assertThat(decision.secondsUntilNext()).isEqualTo(seconds);
    assertThat(decision.secondsUntilFull()).isEqualTo(seconds);
  }
}
