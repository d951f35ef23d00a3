package dev.aerie.operator.cluster.observation;

import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** The host at which NodePorts are reached. Safe for concurrent use. */
public final class NodeHost implements Supplier<String> {

  private static final List<String> PREFERRED =
      List.of("ExternalDNS", "ExternalIP", "InternalIP", "InternalDNS", "Hostname");

  private final KubernetesClient client;
  private final String configured;

  /**
   * @param client asked for nodes when no host is configured
   * @param configured the host, empty for the first node's address
   */
  public NodeHost(KubernetesClient client, String configured) {
    this.client = client;
    this.configured = configured;
  }

  /** The host, empty while there is no node. */
  @Override
  public String get() {
    return configured.isEmpty() ? firstNode() : configured;
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
