package dev.aerie.controlplane.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.aerie.controlplane.cluster.Phase;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.region.ClusterClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an agent has seen. Fields a newer agent adds are ignored.
 *
 * @param agentId who reports; batches count up for each
 * @param batch rises by one; one seen before changes nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Report(
    Optional<String> agentId,
    Optional<Long> batch,
    Optional<Instant> sentAt,
    Optional<RegionFacts> region,
    Optional<List<Status>> statuses,
    Optional<List<Usage>> usage) {

  /** What the region is; features are what its agent and data plane understand. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record RegionFacts(
      Optional<String> kubernetesVersion,
      Optional<String> agentVersion,
      Optional<List<ClusterClass>> classes,
      Optional<List<String>> features) {}

  /** How a cluster is; {@code generation} is the control plane's that this status has observed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Status(
      String clusterId,
      Optional<Long> generation,
      Optional<Phase> phase,
      Optional<String> reason,
      Optional<String> message,
      Optional<String> endpoint,
      Optional<Integer> readyReplicas,
      Optional<String> version,
      Optional<Boolean> gone) {}

  /** What a cluster used. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Usage(
      String id, String clusterId, int units, int replicas, Instant from, Instant to) {}

  void check() {
    new Checks()
        .present("agentId", agentId)
        .present("batch", batch)
        .must(batch.map(number -> number > 0).orElse(true), "batch", "must be 1 or more")
        .must(
            statuses().stream().flatMap(List::stream).allMatch(one -> one.clusterId() != null),
            "statuses",
            "must name their clusterId")
        .must(
            usage().stream().flatMap(List::stream).allMatch(Report::isWhole),
            "usage",
            "must have id, clusterId, units and replicas of 0 or more, and from before to")
        .end();
  }

  private static boolean isWhole(Usage one) {
    return one.id() != null
        && one.clusterId() != null
        && one.units() >= 0
        && one.replicas() >= 0
        && one.from() != null
        && one.to() != null
        && one.from().isBefore(one.to());
  }
}
