package dev.aerie.controlplane.metric;

import java.time.Instant;
import java.util.Map;

/**
 * What was measured of a cluster at one time.
 *
 * @param figures by metric; what nobody could tell is absent
 */
public record Sample(String clusterId, Instant at, Map<Metric, Double> figures) {

  /** Copies the figures. */
  public Sample {
    figures = Map.copyOf(figures);
  }
}
