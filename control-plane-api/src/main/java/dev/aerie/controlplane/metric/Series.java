package dev.aerie.controlplane.metric;

import java.time.Instant;
import java.util.List;

/**
 * A metric over time, oldest first.
 *
 * @param metric its name
 */
public record Series(String metric, List<Point> points) {

  /**
   * What was measured in one step; steps in which nothing was are left out.
   *
   * @param at where the step begins
   */
  public record Point(Instant at, double average, double highest) {}
}
