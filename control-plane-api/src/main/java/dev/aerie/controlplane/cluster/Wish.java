package dev.aerie.controlplane.cluster;

import java.time.Instant;
import java.util.Optional;

/**
 * What a caller wants of a cluster that exists: the cluster as it is, with the wished-for parts
 * changed.
 */
record Wish(Cluster current, ClusterChanges changes, boolean suspended, ClusterState state) {

  static Wish of(Cluster current) {
    var nothing =
        new ClusterChanges(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Wish(current, nothing, current.suspended(), current.state());
  }

  Wish with(ClusterChanges wished) {
    return new Wish(current, wished, suspended, state.modified());
  }

  Wish suspended(boolean wished, ClusterState underWay) {
    return new Wish(current, changes, wished, underWay);
  }

  Wish deleted() {
    return new Wish(current, changes, suspended, ClusterState.DELETING);
  }

  /** The cluster as it is to be kept, one generation on. */
  Cluster written(String operation, Instant now) {
    return new Cluster(
        current.id(),
        current.organizationId(),
        current.projectId(),
        changes.name().orElse(current.name()),
        current.region(),
        current.clusterClass(),
        current.version(),
        changes.units().orElse(current.units()),
        changes.replicas().orElse(current.replicas()),
        suspended,
        changes.deletionPolicy().orElse(current.deletionPolicy()),
        changes.labels().orElse(current.labels()),
        state,
        current.regionState(),
        Optional.empty(),
        current.endpoint(),
        current.generation() + 1,
        current.observedGeneration(),
        current.readyReplicas(),
        Optional.of(operation),
        current.createdAt(),
        now,
        current.etag() + 1);
  }
}
