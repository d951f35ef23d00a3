package dev.aerie.operator.metric;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;

/** Times and counts passes over clusters. Safe for concurrent use. */
public final class ReconciliationMetrics implements Metrics {

  private static final String PASSES = "aerie.operator.reconciliation";

  private final MeterRegistry meters;
  private final Counter failures;

  /**
   * @param meters where the figures are kept
   */
  public ReconciliationMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.failures =
        Counter.builder("aerie.operator.reconciliation.failures")
            .description("Passes that ended in an exception and are tried again")
            .register(meters);
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    Timer.Sample sample = Timer.start(meters);
    String result = "failed";
    try {
      T answer = execution.execute();
      result = "succeeded";
      return answer;
    } finally {
      sample.stop(
          Timer.builder(PASSES)
              .description("Passes over clusters")
              .tag("kind", execution.name())
              .tag("result", result)
              .register(meters));
    }
  }

  @Override
  public void reconciliationFailed(
      HasMetadata resource, RetryInfo retry, Exception exception, Map<String, Object> metadata) {
    failures.increment();
  }
}
