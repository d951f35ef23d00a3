package dev.aerie.operator.agent.protocol;

import java.time.Instant;
import java.util.Map;

/**
 * What was measured of a cluster at one time.
 *
 * @param figures by name; what no pod could tell is absent
 */
public record MetricSample(String clusterId, Instant at, Map<String, Double> figures) {

  /** Copies the figures. */
  public MetricSample {
    figures = Map.copyOf(figures);
  }
}
