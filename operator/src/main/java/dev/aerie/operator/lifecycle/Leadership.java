package dev.aerie.operator.lifecycle;

import dev.aerie.operator.metric.LeaderMetric;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether this process is the one that acts. Safe for concurrent use. */
final class Leadership {

  /** The framework would end the process also in the midst of its orderly end, and hang. */
  private static final boolean EXIT_BY_FRAMEWORK = false;

  private final AtomicBoolean ending = new AtomicBoolean();
  private final LeaderMetric metric;
  private final Runnable taken;
  private final Runnable lost;

  /**
   * @param taken called when this process begins to act
   * @param lost called when it must not act any more though nobody has asked it to end
   */
  Leadership(Runnable taken, Runnable lost, MeterRegistry meters) {
    this.taken = taken;
    this.lost = lost;
    this.metric = new LeaderMetric(meters);
  }

  /** How processes compete; nothing if there is only one. */
  Optional<LeaderElectionConfiguration> election(OperatorSettings settings) {
    return settings
        .leaseNamespace()
        .map(
            namespace ->
                new LeaderElectionConfiguration(
                    OperatorSettings.LEASE,
                    namespace,
                    LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
                    LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
                    LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
                    settings.identity(),
                    new LeaderCallbacks(this::begin, this::stop, identity -> {}),
                    EXIT_BY_FRAMEWORK));
  }

  void begin() {
    metric.leads(true);
    taken.run();
  }

  /** From now on, that it stops leading is no surprise. */
  void end() {
    ending.set(true);
    metric.leads(false);
  }

  boolean leads() {
    return metric.leads();
  }

  private void stop() {
    metric.leads(false);
    if (!ending.get()) {
      lost.run();
    }
  }
}
