package dev.aerie.operator.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts backups that could not be made, and drills that failed. Safe for concurrent use. */
public final class BackupMetrics {

  private final Counter failures;
  private final Counter drills;

  /**
   * @param meters where the figures are kept
   */
  public BackupMetrics(MeterRegistry meters) {
    failures =
        Counter.builder("aerie.operator.backup.failures")
            .description("Backups that could not be made")
            .register(meters);
    drills =
        Counter.builder("aerie.operator.drill.failures")
            .description("Drills that found a difference or could not be carried out")
            .register(meters);
  }

  /** A backup could not be made. */
  public void failed() {
    failures.increment();
  }

  /** A drill has failed. */
  public void drillFailed() {
    drills.increment();
  }
}
