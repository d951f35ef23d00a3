package dev.aerie.controlplane.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aerie.controlplane.problem.Checks;
import java.util.Map;
import java.util.Optional;

/** A cluster to be made. */
public record NewCluster(
    Optional<String> projectId,
    Optional<String> name,
    Optional<String> region,
    @JsonProperty("class") Optional<String> clusterClass,
    Optional<Integer> units,
    Optional<Integer> replicas,
    Optional<DeletionPolicy> deletionPolicy,
    Optional<Boolean> deletionProtection,
    Optional<Map<String, String>> labels) {

  void check() {
    new Checks()
        .present("projectId", projectId)
        .present("name", name)
        .present("region", region)
        .dnsLabel("name", name)
        .range("units", units, 1, ClusterChanges.MOST_UNITS)
        .range("replicas", replicas, 1, ClusterChanges.MOST_REPLICAS)
        .labels("labels", labels)
        .end();
  }
}
