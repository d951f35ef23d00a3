package dev.aerie.controlplane.quote;

import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterState;
import dev.aerie.controlplane.cluster.DeletionPolicy;
import dev.aerie.controlplane.cluster.option.Autoscaling;
import java.util.ArrayList;
import java.util.List;

/** Tells what an action would change of a cluster. Pure functions. */
final class QuotedChanges {
  private QuotedChanges() {}

  static List<Quote.Change> of(Cluster now, Cluster after) {
    var changes = new ArrayList<Quote.Change>();
    add(changes, "units", now.units(), after.units(), "Compute is priced by the unit and hour.");
    add(
        changes,
        "replicas",
        now.replicas(),
        after.replicas(),
        "Each replica has all units of its own.");
    add(
        changes,
        "suspended",
        now.suspended(),
        after.suspended(),
        after.suspended()
            ? "Without compute only what is stored costs something."
            : "Compute costs something again.");
    add(
        changes,
        "autoscaling",
        mode(now),
        mode(after),
        "The autoscaler chooses between least and most.");
    add(changes, "version", version(now), version(after), "No version costs more than another.");
    if (after.state() == ClusterState.DELETING) {
      add(
          changes,
          "state",
          now.state(),
          after.state(),
          after.deletionPolicy() == DeletionPolicy.RETAIN
              ? "Without compute only what is kept costs something."
              : "Nothing is left that costs something.");
    }
    return List.copyOf(changes);
  }

  private static String mode(Cluster cluster) {
    return cluster.options().autoscaling().flatMap(Autoscaling::mode).map(Enum::name).orElse("OFF");
  }

  /** The version asked for, else the one that runs. */
  private static String version(Cluster cluster) {
    return cluster.options().targetVersion().or(cluster::version).orElse("");
  }

  private static void add(
      List<Quote.Change> changes, String field, Object from, Object to, String why) {
    if (!from.equals(to)) {
      changes.add(new Quote.Change(field, from.toString(), to.toString(), why));
    }
  }
}
