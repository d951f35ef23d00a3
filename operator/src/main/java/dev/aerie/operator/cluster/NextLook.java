package dev.aerie.operator.cluster;

import dev.aerie.crds.Exposure;
import dev.aerie.crds.Phase;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** When to look at a cluster again though no event may come. A pure function. */
final class NextLook {

  /**
   * No event comes when a pod has waited for too long, or when people make a Secret of their own.
   */
  static final Duration SOON = Duration.ofSeconds(5);

  private static final Duration FOR_OPENING = Duration.ofSeconds(30);

  private NextLook() {}

  /**
   * How long until then.
   *
   * @param before the status that the cluster had
   * @param status the one that it has now
   * @return nothing if events tell of all that matters
   */
  static Optional<Duration> at(
      VectorCluster cluster, VectorClusterStatus before, VectorClusterStatus status) {
    if (status.roll().state() == RollState.OUTSIDE_WINDOW) {
      return Optional.of(FOR_OPENING);
    }
    // Once more, as its canaries may have begun since; after that the fleet calls it.
    if (waitsForItsTurn(before) && waitsForItsTurn(status)) {
      return measured(status);
    }
    return switch (status.phase()) {
      case READY -> whileReady(cluster, status);
      case SUSPENDED -> Optional.empty();
      case PENDING, PROVISIONING, DEGRADED, UPDATING, SUSPENDING, RESUMING, DELETING ->
          Optional.of(SOON);
    };
  }

  private static boolean waitsForItsTurn(VectorClusterStatus status) {
    return status.phase() == Phase.UPDATING && status.roll().state() == RollState.QUEUED;
  }

  private static Optional<Duration> whileReady(VectorCluster cluster, VectorClusterStatus status) {
    boolean unrouted =
        cluster.getSpec().access().exposure() == Exposure.GATEWAY && status.endpoint().isEmpty();
    if (unrouted) {
      return Optional.of(SOON);
    }
    return Stream.of(measured(status), Sleeper.interval(cluster, status.idle()))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private static Optional<Duration> measured(VectorClusterStatus status) {
    return status.scaling().reason().isEmpty() ? Optional.empty() : Optional.of(Scaler.INTERVAL);
  }
}
