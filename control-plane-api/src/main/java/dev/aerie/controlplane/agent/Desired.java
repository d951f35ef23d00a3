package dev.aerie.controlplane.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aerie.controlplane.access.KeyScope;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.cluster.DeletionPolicy;
import dev.aerie.controlplane.cluster.option.Autoscaling;
import dev.aerie.controlplane.cluster.option.Bootstrap;
import dev.aerie.controlplane.cluster.option.Encryption;
import dev.aerie.controlplane.cluster.option.Engine;
import dev.aerie.controlplane.cluster.option.Exposure;
import dev.aerie.controlplane.cluster.option.MaintenanceWindow;
import dev.aerie.controlplane.cluster.option.Tiering;
import dev.aerie.controlplane.clusterlog.LogRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a region should have.
 *
 * @param revision send it as {@code after} to hear of what is newer
 * @param clusters those that have changed, or are opened by keys that have
 * @param tombstones those that have gone
 * @param logRequests logs that somebody waits for; each is told once
 * @param erasures clusters that are gone and whose objects shall go as well; only told to regions
 *     that erase
 */
public record Desired(
    long revision,
    List<Document> clusters,
    List<Tombstone> tombstones,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LogRequest> logRequests,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Document> erasures) {

  /** A cluster as it should be; backups and restores are only told to regions that know them. */
  public record Document(
      String clusterId,
      String organizationId,
      String projectId,
      String name,
      long generation,
      boolean deleted,
      Spec spec,
      List<Key> keys,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Backup>> backups,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Schedule>> backupSchedules,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Restore>> restores) {}

  /**
   * The settings; an empty version is the region's choice. Pods start anew when restarts rises. The
   * options are only there when they were asked for, and an agent knows them by its features.
   */
  public record Spec(
      @JsonProperty("class") String clusterClass,
      Optional<String> version,
      int units,
      int replicas,
      boolean suspend,
      DeletionPolicy deletionPolicy,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) long restarts,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Engine> engine,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Autoscaling> autoscaling,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Exposure> exposure,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> allowedCidrs,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> tlsSecretRef,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<MaintenanceWindow> maintenanceWindow,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> idleSuspendAfter,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Origin> bootstrap,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Encryption> encryption,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Tiering> tiering) {}

  /** What a new cluster begins with; the backup by the name of its VectorBackup. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Origin(
      Optional<String> fromBackup,
      Optional<Bootstrap.Moment> pointInTime,
      Optional<Bootstrap.Moment> branchOf,
      List<Bootstrap.TakenCollection> collections) {}

  /** A backup by the name of its VectorBackup, and what is to become of it. */
  @Schema(name = "DesiredBackup")
  public record Backup(String name, boolean verify, Wish wish) {}

  /** What is to become of a backup. */
  public enum Wish {
    /** It is to be made, unless it is there. */
    MAKE,
    /** It is there; if it is not, that is to be told. */
    KEEP,
    /** It is to go. */
    REMOVE
  }

  /** A schedule of backups by the name of its VectorBackupSchedule; others are to go. */
  public record Schedule(
      String name,
      String schedule,
      String timeZone,
      boolean suspend,
      int keepCount,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> keepAge,
      boolean verify) {}

  /**
   * Collections of a backup that are to come back into the cluster, by the names of VectorRestore
   * and VectorBackup; others are to go.
   */
  @Schema(name = "DesiredRestore")
  public record Restore(String name, String backup, List<Bootstrap.TakenCollection> collections) {}

  /**
   * A key that opens the cluster, as far as its scopes and addresses; empty ones narrow nothing.
   */
  public record Key(
      String id,
      String sha256,
      Role role,
      Optional<Instant> expiresAt,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<KeyScope> scopes,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> ipAllowlist) {}

  /** A cluster that has gone; nothing is to be done any more. */
  public record Tombstone(String clusterId, String projectId) {}

  boolean isEmpty() {
    return clusters.isEmpty()
        && tombstones.isEmpty()
        && logRequests.isEmpty()
        && erasures.isEmpty();
  }
}
