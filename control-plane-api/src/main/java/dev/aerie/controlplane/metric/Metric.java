package dev.aerie.controlplane.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is measured of a cluster; the lower-case name stands in the API and in Prometheus. */
public enum Metric {
  /** Pods that answer. */
  READY_REPLICAS("Pods that answer."),
  /** Memory. */
  MEMORY_RATIO("Memory in use of what a pod has, 0 to 1, of the fullest pod."),
  /** Disk. */
  STORAGE_RATIO("Disk in use of what a pod has, 0 to 1, of the fullest pod."),
  /** Processors. */
  BUSY_RATIO("Processor time in use of what a pod has, 0 to 1, the mean over the pods."),
  /** Time of searches. */
  SEARCH_P99_SECONDS("Seconds in which 99 of 100 searches are answered, of the slowest pod."),
  /** Calls so far. */
  REQUESTS_TOTAL("Calls answered since the pods started."),
  /** Rows. */
  ROWS("Rows that the cluster holds."),
  /** Collections. */
  COLLECTIONS("Collections that the cluster holds.");

  private final String description;

  Metric(String description) {
    this.description = description;
  }

  /** What it is, one sentence. */
  public String description() {
    return description;
  }

  /** Its name outside. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that name outside. */
  public static Optional<Metric> named(String text) {
    return Arrays.stream(values()).filter(metric -> metric.text().equals(text)).findFirst();
  }
}
