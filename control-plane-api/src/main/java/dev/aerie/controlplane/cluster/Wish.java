package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.cluster.option.ClusterOptions;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * What a caller wants of a cluster that exists: the cluster as it is, with the wished-for parts
 * changed.
 */
record Wish(
    Cluster current,
    ClusterChanges changes,
    ClusterOptions options,
    boolean suspended,
    long restarts,
    ClusterState state) {

  static Wish of(Cluster current) {
    return new Wish(
        current,
        ClusterChanges.NONE,
        current.options(),
        current.suspended(),
        current.restarts(),
        current.state());
  }

  /**
   * No compute any more.
   *
   * @throws Problem 409 when it has none, or is going
   */
  static Wish suspension(Cluster before) {
    if (!before.state().maySuspend(before.suspended())) {
      throw illegal(
          before,
          "suspended",
          "It can be while it is CREATING, RUNNING, MODIFYING, RESUMING or ABNORMAL, or sleeps.");
    }
    return of(before).suspended(true, ClusterState.SUSPENDING);
  }

  /**
   * Compute again.
   *
   * @throws Problem 409 when it has some, or is going
   */
  static Wish resumption(Cluster before) {
    if (!before.state().mayResume(before.suspended())) {
      throw illegal(
          before,
          "resumed",
          before.state().sleeps(before.suspended())
              ? "Nobody has suspended it: it sleeps, and the next call to its endpoint wakes it."
              : "It can be while it is SUSPENDED or SUSPENDING.");
    }
    return of(before).suspended(false, ClusterState.RESUMING);
  }

  static Problem illegal(Cluster cluster, String what, String when) {
    return new Problem(
        Code.CLUSTER_STATE,
        "Cluster %s is %s and cannot be %s now. %s"
            .formatted(cluster.name(), cluster.state(), what, when));
  }

  Wish with(ClusterChanges wished) {
    return new Wish(
        current, wished, wished.options().applied(options), suspended, restarts, state.modified());
  }

  Wish suspended(boolean wished, ClusterState underWay) {
    return new Wish(current, changes, options, wished, restarts, underWay);
  }

  Wish restarted() {
    return new Wish(current, changes, options, suspended, restarts + 1, state.modified());
  }

  Wish upgraded(String version) {
    return new Wish(
        current, changes, options.upgraded(version), suspended, restarts, state.modified());
  }

  Wish deleted() {
    return new Wish(current, changes, options, suspended, restarts, ClusterState.DELETING);
  }

  /** It is made anew on what it has left; what it once began with is not restored over that. */
  Wish restored() {
    return new Wish(
        current, changes, options.from(Optional.empty()), false, restarts, ClusterState.CREATING);
  }

  /** The most units it could then have. */
  int mostUnits() {
    return options.mostUnits(
        changes.units().orElse(current.units()), changes.replicas().orElse(current.replicas()));
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
        changes.deletionProtection().orElse(current.deletionProtection()),
        changes.labels().orElse(current.labels()),
        options,
        current.state().moved(state, Mover.CALLER),
        current.regionState(),
        Optional.empty(),
        current.endpoint(),
        current.generation() + 1,
        current.observedGeneration(),
        current.readyReplicas(),
        Optional.of(operation),
        current.createdAt(),
        now,
        restarts,
        current.etag() + 1);
  }
}
