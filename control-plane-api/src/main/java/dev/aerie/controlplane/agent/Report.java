package dev.aerie.controlplane.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.aerie.controlplane.cluster.Phase;
import dev.aerie.controlplane.cluster.backup.BackupReport;
import dev.aerie.controlplane.cluster.backup.ScheduleReport;
import dev.aerie.controlplane.cluster.backup.restore.RestoreReport;
import dev.aerie.controlplane.clusterevent.ClusterEvent;
import dev.aerie.controlplane.erasure.ErasureReport;
import dev.aerie.controlplane.keyuse.KeyUse;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import dev.aerie.controlplane.region.ClusterClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an agent has seen. Fields a newer agent adds are ignored.
 *
 * @param agentId who reports; batches count up for each
 * @param batch rises by one; one seen before changes nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@RefusedWithout({"agentId", "batch"})
public record Report(
    Optional<String> agentId,
    Optional<Long> batch,
    Optional<Instant> sentAt,
    Optional<RegionFacts> region,
    Optional<List<Status>> statuses,
    Optional<List<Usage>> usage,
    Optional<List<Measured>> metrics,
    Optional<List<Happened>> events,
    Optional<List<BackupReport>> backups,
    Optional<List<ScheduleReport>> backupSchedules,
    Optional<List<RestoreReport>> restores,
    Optional<List<KeyUse>> keyUses,
    Optional<List<ErasureReport>> erasures) {

  /** What the region is; features are what its agent and data plane understand. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record RegionFacts(
      Optional<String> kubernetesVersion,
      Optional<String> agentVersion,
      Optional<List<ClusterClass>> classes,
      Optional<List<String>> features) {}

  /** How a cluster is; {@code generation} is the control plane's that this status has observed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Status(
      String clusterId,
      Optional<Long> generation,
      Optional<Phase> phase,
      Optional<String> reason,
      Optional<String> message,
      Optional<String> endpoint,
      Optional<Integer> readyReplicas,
      Optional<String> version,
      Optional<Boolean> gone) {}

  /** What a cluster used. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Usage(
      String id, String clusterId, int units, int replicas, Instant from, Instant to) {}

  /** What was measured of a cluster; figures of metrics that are unknown here are ignored. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Measured(String clusterId, Instant at, Map<String, Double> figures) {}

  /** What happened to a cluster. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Happened(
      String id,
      String clusterId,
      Instant at,
      ClusterEvent.Type type,
      String reason,
      String note) {}

  void check() {
    new Checks()
        .present("agentId", agentId)
        .present("batch", batch)
        .must(batch.map(number -> number > 0).orElse(true), "batch", "must be 1 or more")
        .must(
            statuses().stream().flatMap(List::stream).allMatch(one -> one.clusterId() != null),
            "statuses",
            "must name their clusterId")
        .must(
            usage().stream().flatMap(List::stream).allMatch(Report::isWhole),
            "usage",
            "must have id, clusterId, units and replicas of 0 or more, and from before to")
        .must(
            metrics().stream().flatMap(List::stream).allMatch(Report::isWhole),
            "metrics",
            "must have clusterId, at and figures")
        .must(
            events().stream().flatMap(List::stream).allMatch(Report::isWhole),
            "events",
            "must have id, clusterId, at, type, reason and note")
        .must(
            backups().stream().flatMap(List::stream).allMatch(BackupReport::isWhole)
                && backupSchedules().stream()
                    .flatMap(List::stream)
                    .allMatch(ScheduleReport::isWhole),
            "backups",
            "and backupSchedules must name themselves and their clusterId")
        .must(
            restores().stream().flatMap(List::stream).allMatch(RestoreReport::isWhole),
            "restores",
            "must name themselves and their clusterId")
        .must(
            keyUses().stream().flatMap(List::stream).allMatch(KeyUse::isWhole),
            "keyUses",
            "must have clusterId, instance, keyId, a whole hour, calls, no more of them refused, and firstAt before lastAt")
        .must(
            erasures().stream().flatMap(List::stream).allMatch(ErasureReport::isWhole),
            "erasures",
            "must name their clusterId")
        .end();
  }

  private static boolean isWhole(Usage one) {
    return one.id() != null
        && one.clusterId() != null
        && one.units() >= 0
        && one.replicas() >= 0
        && one.from() != null
        && one.to() != null
        && one.from().isBefore(one.to());
  }

  private static boolean isWhole(Measured one) {
    return one.clusterId() != null
        && one.at() != null
        && one.figures() != null
        && one.figures().values().stream().allMatch(figure -> figure != null);
  }

  private static boolean isWhole(Happened one) {
    return Stream.of(one.id(), one.clusterId(), one.at(), one.type(), one.reason(), one.note())
        .allMatch(part -> part != null);
  }
}
