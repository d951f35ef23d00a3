package dev.aerie.controlplane.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.cluster.option.Autoscaling;
import dev.aerie.controlplane.cluster.option.Exposure;
import dev.aerie.controlplane.cluster.option.MaintenanceWindow;
import dev.aerie.controlplane.cluster.option.OptionChanges;
import dev.aerie.controlplane.cluster.option.Tiering;
import dev.aerie.controlplane.problem.Checks;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can change of a cluster; empty stays as it is, an empty object, list or text ends it. */
public record ClusterChanges(
    Optional<String> name,
    Optional<Integer> units,
    Optional<Integer> replicas,
    Optional<Map<String, String>> labels,
    Optional<DeletionPolicy> deletionPolicy,
    Optional<Boolean> deletionProtection,
    Optional<Autoscaling> autoscaling,
    Optional<Exposure> exposure,
    Optional<List<String>> allowedCidrs,
    Optional<String> tlsSecretRef,
    Optional<MaintenanceWindow> maintenanceWindow,
    Optional<String> idleSuspendAfter,
    Optional<Tiering> tiering) {
  static final ClusterChanges NONE = sized(Optional.empty(), Optional.empty());

  static final int MOST_UNITS = Autoscaling.MOST_UNITS;
  static final int MOST_REPLICAS = Autoscaling.MOST_REPLICAS;

  /** Another size and nothing else. */
  static ClusterChanges sized(Optional<Integer> units, Optional<Integer> replicas) {
    return new ClusterChanges(
        Optional.empty(),
        units,
        replicas,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @JsonIgnore
  OptionChanges options() {
    return new OptionChanges(
        autoscaling,
        exposure,
        allowedCidrs,
        tlsSecretRef,
        maintenanceWindow,
        idleSuspendAfter,
        tiering);
  }

  void check(Cluster before) {
    Checks checks =
        new Checks()
            .dnsLabel("name", name)
            .range("units", units, 1, MOST_UNITS)
            .range("replicas", replicas, 1, MOST_REPLICAS)
            .labels("labels", labels);
    options().check(checks);
    options().checkFor(before.options().engine(), checks);
    checks.end();
  }
}
