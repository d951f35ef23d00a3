package dev.aerie.operator.lifecycle;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Runs the reconciler for as long as the process lives; ready when its informers watch. */
@Readiness
@ApplicationScoped
public class OperatorService implements HealthCheck {

  private final ClusterOperator operator;

  /**
   * @param client reads and writes in the operator's name
   * @param clock the time
   * @param config settings of the reconciler
   */
  @Inject
  public OperatorService(KubernetesClient client, Clock clock, OperatorConfig config) {
    operator =
        new ClusterOperator(client, clock, config.nodeHost().orElse(""), config.concurrency());
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
