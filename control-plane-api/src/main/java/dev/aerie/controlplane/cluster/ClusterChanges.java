package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.problem.Checks;
import java.util.Map;
import java.util.Optional;

/** What can change of a cluster; empty stays as it is. */
public record ClusterChanges(
    Optional<String> name,
    Optional<Integer> units,
    Optional<Integer> replicas,
    Optional<Map<String, String>> labels,
    Optional<DeletionPolicy> deletionPolicy,
    Optional<Boolean> deletionProtection) {
  static final ClusterChanges NONE =
      new ClusterChanges(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static final int MOST_UNITS = 32;
  static final int MOST_REPLICAS = 8;

  void check() {
    new Checks()
        .dnsLabel("name", name)
        .range("units", units, 1, MOST_UNITS)
        .range("replicas", replicas, 1, MOST_REPLICAS)
        .labels("labels", labels)
        .end();
  }
}
