package dev.aerie.controlplane.watch;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How many answers took how long: the buckets that alerts and the dashboard count in. Quarkus takes
 * up each filter there is. Immutable.
 */
@Singleton
class AnswerTimes implements MeterFilter {
  private static final double[] BUCKETS =
      Stream.of(100, 250, 500, 1_000, 5_000)
          .mapToDouble(milliseconds -> Duration.ofMillis(milliseconds).toNanos())
          .toArray();

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    return id.getName().equals("http.server.requests")
        ? DistributionStatisticConfig.builder()
            .serviceLevelObjectives(BUCKETS)
            .build()
            .merge(config)
        : config;
  }
}
