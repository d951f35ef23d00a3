package dev.aerie.operator.cluster.roll;

import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Who of the region changes now. What other passes have begun counts at once, before any cache
 * knows of it. When a turn comes free, those who wait are called, so that none need ask again and
 * again. Safe for concurrent use.
 */
public final class Fleet {

  private final int most;
  private final Supplier<Stream<VectorCluster>> clusters;
  private final Consumer<ResourceID> call;
  private final Consumer<Stream<FleetMember>> heldUp;
  private final Map<String, FleetMember> members = new HashMap<>();
  private boolean loaded;

  /**
   * @param most clusters that may change at once
   * @param clusters all of the region, as last seen; asked once, the rest comes by {@link #observe}
   * @param call tells a cluster to ask for its turn
   * @param heldUp tells clusters, maybe thousands, that they wait for another reason
   */
  public Fleet(
      int most,
      Supplier<Stream<VectorCluster>> clusters,
      Consumer<ResourceID> call,
      Consumer<Stream<FleetMember>> heldUp) {
    this.most = most;
    this.clusters = clusters;
    this.call = call;
    this.heldUp = heldUp;
  }

  /**
   * Asks for a cluster's turn, and takes it if it has come.
   *
   * @param before the cluster's last status
   * @return why it must wait; empty if it may restart pods
   */
  public synchronized Optional<String> queue(VectorCluster cluster, VectorClusterStatus before) {
    load();
    FleetMember member = members.getOrDefault(uid(cluster), FleetMember.of(cluster, before));
    members.remove(uid(cluster));
    Optional<String> why = FleetPlanner.queue(member, members.values(), most);
    members.put(uid(cluster), why.isEmpty() ? member.begun() : member);
    return why;
  }

  /** A cluster is this now. */
  public void observe(VectorCluster cluster, VectorClusterStatus status) {
    News news = next(cluster, status);
    heldUp.accept(news.heldUp().stream());
    news.turns().forEach(call);
  }

  /** A cluster is no more. */
  public void forget(VectorCluster cluster) {
    leave(cluster).forEach(call);
  }

  /** Whom it concerns that a cluster is not what it was; told when the fleet is not held. */
  private record News(List<FleetMember> heldUp, List<ResourceID> turns) {}

  private synchronized List<ResourceID> leave(VectorCluster cluster) {
    FleetMember before = members.remove(uid(cluster));
    return before == null ? List.of() : turns();
  }

  private synchronized News next(VectorCluster cluster, VectorClusterStatus status) {
    load();
    FleetMember seen = FleetMember.of(cluster, status);
    FleetMember before = members.getOrDefault(uid(cluster), seen);
    FleetMember now = seen.after(before);
    members.put(uid(cluster), now);
    return new News(
        now.hasFailedAsCanary() && !before.hasFailedAsCanary() ? heldUpBy(now) : List.of(),
        now.leavesRoomAfter(before) ? turns() : List.of());
  }

  /** They have another explanation now. */
  private List<FleetMember> heldUpBy(FleetMember canary) {
    return waiting().filter(member -> member.classRef().equals(canary.classRef())).toList();
  }

  /**
   * Those whose turn it is, the canaries first: who is held up by a canary would use up the call of
   * another.
   */
  private List<ResourceID> turns() {
    List<FleetMember> deciding =
        members.values().stream().filter(member -> member.canary() || member.changing()).toList();
    return waiting()
        .sorted(
            Comparator.comparing(FleetMember::canary).reversed().thenComparing(FleetMember::name))
        .filter(member -> FleetPlanner.queue(member, deciding, most).isEmpty())
        .limit(most)
        .map(FleetMember::id)
        .toList();
  }

  /** Those who wait for their turn. */
  private Stream<FleetMember> waiting() {
    return members.values().stream().filter(FleetMember::waits);
  }

  private void load() {
    if (!loaded) {
      clusters
          .get()
          .filter(cluster -> cluster.getStatus() != null)
          .forEach(
              cluster ->
                  members.putIfAbsent(uid(cluster), FleetMember.of(cluster, cluster.getStatus())));
      loaded = true;
    }
  }

  private static String uid(VectorCluster cluster) {
    return cluster.getMetadata().getUid();
  }
}
