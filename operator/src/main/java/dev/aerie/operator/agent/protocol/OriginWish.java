package dev.aerie.operator.agent.protocol;

import dev.aerie.crds.Bootstrap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a new cluster begins with; exactly one of the three sources is there.
 *
 * @param fromBackup name of a VectorBackup
 * @param pointInTime a moment of another cluster
 * @param branchOf a cluster to branch from
 * @param collections those to take; none for all
 */
public record OriginWish(
    Optional<String> fromBackup,
    Optional<Moment> pointInTime,
    Optional<Moment> branchOf,
    List<Bootstrap.TakenCollection> collections) {

  /** Takes what is absent as none. */
  public OriginWish {
    fromBackup = fromBackup == null ? Optional.empty() : fromBackup;
    pointInTime = pointInTime == null ? Optional.empty() : pointInTime;
    branchOf = branchOf == null ? Optional.empty() : branchOf;
    collections = collections == null ? List.of() : List.copyOf(collections);
  }

  /**
   * A moment of a cluster.
   *
   * @param clusterId its id
   * @param at ISO 8601 in UTC, null for now
   */
  public record Moment(String clusterId, String at) {}

  /**
   * The same in a VectorCluster.
   *
   * @param name what the VectorCluster of an id is called
   */
  public Bootstrap spec(UnaryOperator<String> name) {
    return new Bootstrap(
        fromBackup.map(backup -> new Bootstrap.FromBackup(backup, null)).orElse(null),
        pointInTime
            .map(moment -> new Bootstrap.PointInTime(name.apply(moment.clusterId()), moment.at()))
            .orElse(null),
        branchOf
            .map(moment -> new Bootstrap.BranchOf(name.apply(moment.clusterId()), moment.at()))
            .orElse(null),
        collections);
  }
}
