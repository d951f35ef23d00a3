package dev.aerie.operator.cluster.roll;

import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Who of the region changes now. What other passes have begun counts at once, before any cache
 * knows of it. Safe for concurrent use.
 */
public final class Fleet {

  private final int most;
  private final Supplier<Stream<VectorCluster>> clusters;
  private final Map<String, FleetMember> members = new HashMap<>();

  /**
   * @param most clusters that may change at once
   * @param clusters all of the region, as last seen
   */
  public Fleet(int most, Supplier<Stream<VectorCluster>> clusters) {
    this.most = most;
    this.clusters = clusters;
  }

  /**
   * Asks for a cluster's turn, and takes it if it has come.
   *
   * @param before the cluster's last status
   * @return why it must wait; empty if it may restart pods
   */
  public synchronized Optional<String> queue(VectorCluster cluster, VectorClusterStatus before) {
    FleetMember member = members.getOrDefault(uid(cluster), FleetMember.of(cluster, before));
    Map<String, FleetMember> others = new HashMap<>();
    clusters
        .get()
        .filter(other -> other.getStatus() != null)
        .forEach(other -> others.put(uid(other), FleetMember.of(other, other.getStatus())));
    others.putAll(members);
    others.remove(uid(cluster));
    Optional<String> why = FleetPlanner.queue(member, others.values(), most);
    if (why.isEmpty()) {
      members.put(uid(cluster), member.begun());
    }
    return why;
  }

  /** A cluster is this now. */
  public synchronized void observe(VectorCluster cluster, VectorClusterStatus status) {
    FleetMember now = FleetMember.of(cluster, status);
    FleetMember before = members.get(uid(cluster));
    members.put(uid(cluster), before == null ? now : now.after(before));
  }

  /** A cluster is no more. */
  public synchronized void forget(VectorCluster cluster) {
    members.remove(uid(cluster));
  }

  private static String uid(VectorCluster cluster) {
    return cluster.getMetadata().getUid();
  }
}
