package dev.aerie.controlplane.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aerie.controlplane.cluster.backup.NewBackupSchedule;
import dev.aerie.controlplane.cluster.option.Autoscaling;
import dev.aerie.controlplane.cluster.option.Bootstrap;
import dev.aerie.controlplane.cluster.option.ClusterOptions;
import dev.aerie.controlplane.cluster.option.Encryption;
import dev.aerie.controlplane.cluster.option.Engine;
import dev.aerie.controlplane.cluster.option.Exposure;
import dev.aerie.controlplane.cluster.option.MaintenanceWindow;
import dev.aerie.controlplane.cluster.option.OptionChanges;
import dev.aerie.controlplane.cluster.option.Tiering;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import dev.aerie.controlplane.project.Project;
import dev.aerie.controlplane.region.Region;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A cluster to be made.
 *
 * @param backupPolicy a schedule of backups that it has from the beginning
 */
@RefusedWithout({"projectId", "name", "region"})
public record NewCluster(
    Optional<String> projectId,
    Optional<String> name,
    Optional<String> region,
    @JsonProperty("class") Optional<String> clusterClass,
    Optional<Integer> units,
    Optional<Integer> replicas,
    Optional<DeletionPolicy> deletionPolicy,
    Optional<Boolean> deletionProtection,
    Optional<Map<String, String>> labels,
    Optional<Engine> engine,
    Optional<Autoscaling> autoscaling,
    Optional<Exposure> exposure,
    Optional<List<String>> allowedCidrs,
    Optional<String> tlsSecretRef,
    Optional<MaintenanceWindow> maintenanceWindow,
    Optional<String> idleSuspendAfter,
    Optional<Tiering> tiering,
    Optional<Bootstrap> bootstrap,
    Optional<Encryption> encryption,
    Optional<NewBackupSchedule> backupPolicy) {
  private static final String MILVUS = "engine-milvus";

  @JsonIgnore
  private OptionChanges changes() {
    return new OptionChanges(
        autoscaling,
        exposure,
        allowedCidrs,
        tlsSecretRef,
        maintenanceWindow,
        idleSuspendAfter,
        tiering);
  }

  @JsonIgnore
  ClusterOptions options() {
    return changes()
        .applied(
            ClusterOptions.NONE
                .of(engine.orElse(Engine.AERIE))
                .from(bootstrap)
                .encryptedBy(encryption));
  }

  /** The features its region must have. */
  Set<String> features() {
    var needed = new TreeSet<>(changes().features());
    if (engine.filter(Engine.MILVUS::equals).isPresent()) {
      needed.add(MILVUS);
    }
    if (bootstrap.isPresent() || backupPolicy.isPresent()) {
      needed.add(Placement.BACKUPS);
    }
    if (encryption.isPresent()) {
      needed.add(Encryption.FEATURE);
    }
    return needed;
  }

  /** The cluster as it begins. */
  Cluster made(
      String id,
      Project project,
      String placedIn,
      String foundClass,
      String operation,
      Instant now) {
    return new Cluster(
        id,
        project.organizationId(),
        project.id(),
        name.orElseThrow(),
        placedIn,
        foundClass,
        Optional.empty(),
        units.orElse(1),
        replicas.orElse(1),
        false,
        deletionPolicy.orElse(DeletionPolicy.RETAIN),
        deletionProtection.orElse(false),
        labels.orElse(Map.of()),
        options(),
        ClusterState.CREATING,
        Region.State.AVAILABLE,
        Optional.empty(),
        Optional.empty(),
        1,
        0,
        0,
        Optional.of(operation),
        now,
        now,
        0,
        1);
  }

  void check(Instant now) {
    Checks checks =
        new Checks()
            .present("projectId", projectId)
            .present("name", name)
            .present("region", region)
            .dnsLabel("name", name)
            .range("units", units, 1, ClusterChanges.MOST_UNITS)
            .range("replicas", replicas, 1, ClusterChanges.MOST_REPLICAS)
            .labels("labels", labels);
    changes().check(checks);
    changes().checkFor(engine.orElse(Engine.AERIE), checks);
    bootstrap.ifPresent(origin -> origin.check(checks, now));
    checks.must(
        bootstrap.isEmpty() || engine.filter(Engine.MILVUS::equals).isEmpty(),
        "bootstrap",
        "is for engine aerie only");
    encryption.ifPresent(keys -> keys.check(checks));
    checks.must(
        encryption.isEmpty() || engine.filter(Engine.MILVUS::equals).isEmpty(),
        "encryption",
        "is for engine aerie only");
    backupPolicy.ifPresent(policy -> policy.check(checks, "backupPolicy."));
    checks.must(
        backupPolicy.isEmpty() || engine.filter(Engine.MILVUS::equals).isEmpty(),
        "backupPolicy",
        "is for engine aerie only");
    checks.end();
  }
}
