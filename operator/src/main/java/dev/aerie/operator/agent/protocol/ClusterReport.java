package dev.aerie.operator.agent.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What one cluster is. Empty texts are left out.
 *
 * @param clusterId its id
 * @param generation the control plane's generation this tells of
 * @param phase the VectorCluster's phase
 * @param reason why, for programs
 * @param message why, for people
 * @param endpoint URL for clients, empty while there is none
 * @param readyReplicas pods that answer
 * @param version version of the data plane that runs
 * @param gone whether nothing of it is left
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ClusterReport(
    String clusterId,
    long generation,
    String phase,
    String reason,
    String message,
    String endpoint,
    int readyReplicas,
    String version,
    boolean gone) {

  /** Takes absent texts as empty. */
  public ClusterReport {
    phase = orEmpty(phase);
    reason = orEmpty(reason);
    message = orEmpty(message);
    endpoint = orEmpty(endpoint);
    version = orEmpty(version);
  }

  /** Nothing of the cluster is left. */
  public static ClusterReport gone(ClusterDocument document) {
    return new ClusterReport(
        document.clusterId(), document.generation(), "Deleting", "Gone", "", "", 0, "", true);
  }

  /** Kubernetes does not take the cluster as the control plane wants it. */
  public static ClusterReport refused(ClusterDocument document, String message) {
    return new ClusterReport(
        document.clusterId(),
        document.generation(),
        "Degraded",
        "ApplyRefused",
        message,
        "",
        0,
        "",
        false);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
