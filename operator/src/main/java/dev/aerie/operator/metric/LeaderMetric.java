package dev.aerie.operator.metric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether this process is the one that acts. Safe for concurrent use. */
public final class LeaderMetric {

  private final AtomicBoolean leads = new AtomicBoolean();

  /**
   * @param meters where the figure is kept
   */
  public LeaderMetric(MeterRegistry meters) {
    Gauge.builder("aerie.operator.leader", leads, leading -> leading.get() ? 1 : 0)
        .description("1 if this process is the one that acts")
        .register(meters);
  }

  /** From now on it is so. */
  public void leads(boolean now) {
    leads.set(now);
  }

  /** Whether it is so. */
  public boolean leads() {
    return leads.get();
  }
}
