package dev.aerie.operator.cluster.observation;

import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * The host at which NodePorts are reached. Nodes are asked for it once in a while, not for every
 * cluster. Safe for concurrent use.
 */
public final class NodeHost implements Supplier<String> {

  private static final List<String> PREFERRED =
      List.of("ExternalDNS", "ExternalIP", "InternalIP", "InternalDNS", "Hostname");

  private static final Duration HOLDS = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final Clock clock;
  private final String configured;
  private Instant asked = Instant.MIN;
  private String host = "";

  /**
   * @param client asked for nodes when no host is configured
   * @param clock tells when to ask again
   * @param configured the host, empty for the first node's address
   */
  public NodeHost(KubernetesClient client, Clock clock, String configured) {
    this.client = client;
    this.clock = clock;
    this.configured = configured;
  }

  /** The host, empty while there is no node. */
  @Override
  public String get() {
    return configured.isEmpty() ? remembered() : configured;
  }

  private synchronized String remembered() {
    Instant now = clock.instant();
    if (host.isEmpty() || asked.isBefore(now.minus(HOLDS))) {
      host = firstNode();
      asked = now;
    }
    return host;
  }

  private String firstNode() {
    return client.nodes().list().getItems().stream()
        .sorted(Comparator.comparing(node -> node.getMetadata().getName()))
        .flatMap(node -> node.getStatus().getAddresses().stream())
        .min(Comparator.comparingInt(address -> PREFERRED.indexOf(address.getType())))
        .map(NodeAddress::getAddress)
        .orElse("");
  }
}
