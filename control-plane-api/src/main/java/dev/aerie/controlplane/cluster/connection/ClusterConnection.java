package dev.aerie.controlplane.cluster.connection;

import dev.aerie.controlplane.cluster.Cluster;
import java.util.List;
import java.util.Optional;

/**
 * How programs connect to a cluster. Credentials are in none of it.
 *
 * @param endpoint where clients connect; empty while nothing serves
 * @param tls whether the endpoint speaks TLS
 * @param credential what is sent as token
 * @param snippets programs that connect; none while nothing serves
 */
public record ClusterConnection(
    String clusterId,
    String state,
    Optional<String> endpoint,
    boolean tls,
    String credential,
    List<Snippet> snippets) {

  /**
   * A program that connects, with the credential taken from the environment.
   *
   * @param language such as {@code python}
   * @param requires what to install, as its package manager takes it; empty for nothing
   */
  public record Snippet(String name, String language, String requires, String code) {}

  static ClusterConnection of(Cluster cluster) {
    Optional<String> endpoint = cluster.endpoint();
    return new ClusterConnection(
        cluster.id(),
        cluster.state().name(),
        endpoint,
        endpoint.filter(url -> url.startsWith("https:")).isPresent(),
        Snippets.credential(cluster.options().engine()),
        endpoint.map(Snippets::of).orElse(List.of()));
  }
}
