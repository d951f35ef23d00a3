package dev.aerie.operator.lifecycle;

import dev.aerie.operator.agent.AgentConfig;
import dev.aerie.operator.agent.AgentSettings;
import dev.aerie.operator.agent.RegionAgent;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs the region's agent for as long as the process lives, when a control plane is named. */
@ApplicationScoped
public class AgentService {

  private final Optional<RegionAgent> agent;
  private final LeaseTerm term;

  /**
   * @param client reads and writes in the operator's name
   * @param clock the time
   * @param config settings of the agent
   * @param operator tells where the lease is
   * @param version the operator's version
   */
  @Inject
  public AgentService(
      KubernetesClient client,
      Clock clock,
      AgentConfig config,
      OperatorConfig operator,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    agent =
        AgentSettings.of(config).map(settings -> new RegionAgent(client, settings, version, clock));
    term = new LeaseTerm(client, operator.leaseNamespace());
  }

  /** Begins to act for the region. */
  public void start() {
    agent.ifPresent(acting -> acting.start(term.now()));
  }

  void stop(@Observes ShutdownEvent event) {
    agent.ifPresent(RegionAgent::close);
  }
}
