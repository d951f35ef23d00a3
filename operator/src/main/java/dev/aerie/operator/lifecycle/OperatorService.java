package dev.aerie.operator.lifecycle;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Runs the reconciler for as long as the process lives; ready when its informers watch. */
@Readiness
@ApplicationScoped
public class OperatorService implements HealthCheck {

  /** Exit code: another process may act now, so this one must not. */
  private static final int LOST_LEASE = 3;

  private final ClusterOperator operator;

  /**
   * @param client reads and writes in the operator's name
   * @param clock the time
   * @param config settings of the reconciler
   * @param meters where figures are kept
   * @param agent acts only where the reconciler does
   */
  @Inject
  public OperatorService(
      KubernetesClient client,
      Clock clock,
      OperatorConfig config,
      MeterRegistry meters,
      AgentService agent) {
    var settings =
        new OperatorSettings(
            config.nodeHost().orElse(""),
            config.concurrency(),
            config.maxChanging(),
            config.leaseNamespace(),
            config.identity().orElseGet(() -> UUID.randomUUID().toString()));
    operator =
        new ClusterOperator(
            client, clock, settings, meters, agent::start, () -> Quarkus.asyncExit(LOST_LEASE));
  }

  void start(@Observes StartupEvent event) {
    operator.start();
  }

  void stop(@Observes ShutdownEvent event) {
    operator.close();
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("informers").status(operator.isReady()).build();
  }
}
