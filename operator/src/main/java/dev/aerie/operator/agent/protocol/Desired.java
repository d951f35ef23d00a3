package dev.aerie.operator.agent.protocol;

import java.util.List;

/**
 * What is new in a region.
 *
 * @param revision to be given back as {@code after}
 * @param clusters documents that have changed
 * @param tombstones clusters that the control plane knows to be gone
 * @param logRequests logs that somebody waits for
 * @param erasures clusters that are gone and whose objects shall go as well
 */
public record Desired(
    long revision,
    List<ClusterDocument> clusters,
    List<Tombstone> tombstones,
    List<LogWish> logRequests,
    List<ClusterDocument> erasures) {

  /** Takes absent lists as empty. */
  public Desired {
    clusters = clusters == null ? List.of() : List.copyOf(clusters);
    tombstones = tombstones == null ? List.of() : List.copyOf(tombstones);
    logRequests = logRequests == null ? List.of() : List.copyOf(logRequests);
    erasures = erasures == null ? List.of() : List.copyOf(erasures);
  }

  /**
   * A cluster that is gone.
   *
   * @param clusterId its id
   * @param projectId the project it was in
   */
  public record Tombstone(String clusterId, String projectId) {}
}
