package dev.aerie.operator.agent.protocol;

import java.time.Instant;
import java.util.Optional;

/**
 * Logs of a cluster that somebody waits for.
 *
 * @param id to be given back with the answer
 * @param projectId whose cluster it is
 * @param clusterId the cluster
 * @param pod the only one; empty for all
 * @param tail how many lines of each, the newest
 * @param since from when on; empty for as long as there are
 */
public record LogWish(
    String id,
    String projectId,
    String clusterId,
    Optional<String> pod,
    int tail,
    Optional<Instant> since) {

  /** Takes what is absent as none. */
  public LogWish {
    pod = pod == null ? Optional.empty() : pod;
    since = since == null ? Optional.empty() : since;
  }
}
