package dev.aerie.operator.cluster.roll;

import dev.aerie.crds.RollState;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a cluster may begin to change while others do: canaries of its class first, none after a
 * canary that failed, and only so many at once. A pure function.
 */
final class FleetPlanner {

  /** Why a cluster waits for no longer than a pass. */
  static final String CANARIES_MAY_BEGIN = "Lets the canaries of its class begin.";

  private FleetPlanner() {}

  /** Why the cluster must wait; empty if it may begin or has begun. */
  static Optional<String> queue(FleetMember cluster, Collection<FleetMember> others, int most) {
    if (cluster.changing()) {
      return Optional.empty();
    }
    return failedCanary(cluster, others)
        .or(() -> canariesFirst(cluster, others))
        .or(() -> full(others, most))
        .or(() -> canariesMayBegin(cluster, others));
  }

  private static Optional<String> failedCanary(
      FleetMember cluster, Collection<FleetMember> others) {
    return canaries(cluster, others)
        .filter(FleetMember::hasFailedAsCanary)
        .map(canary -> "Waits, as the change of canary %s has stopped.".formatted(canary.name()))
        .findFirst();
  }

  private static Optional<String> canariesFirst(
      FleetMember cluster, Collection<FleetMember> others) {
    return canaries(cluster, others)
        .filter(canary -> !cluster.canary() && canary.isPending())
        .map(canary -> "Waits until canary %s has changed.".formatted(canary.name()))
        .findFirst();
  }

  /**
   * A canary may not have learnt of the change yet: a cluster that sees it first waits for a pass.
   */
  private static Optional<String> canariesMayBegin(
      FleetMember cluster, Collection<FleetMember> others) {
    boolean first = !cluster.canary() && cluster.state() != RollState.QUEUED;
    return first && canaries(cluster, others).findAny().isPresent()
        ? Optional.of(CANARIES_MAY_BEGIN)
        : Optional.empty();
  }

  private static Optional<String> full(Collection<FleetMember> others, int most) {
    long changing = others.stream().filter(FleetMember::changing).count();
    return changing >= most
        ? Optional.of("Waits, as the most clusters that may change at once do: %d.".formatted(most))
        : Optional.empty();
  }

  private static Stream<FleetMember> canaries(FleetMember cluster, Collection<FleetMember> others) {
    return others.stream()
        .filter(FleetMember::canary)
        .filter(other -> other.classRef().equals(cluster.classRef()));
  }
}
