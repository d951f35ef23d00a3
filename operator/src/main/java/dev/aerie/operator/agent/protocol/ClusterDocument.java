package dev.aerie.operator.agent.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aerie.crds.Encryption;
import dev.aerie.crds.MaintenanceWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the control plane wants of one cluster.
 *
 * @param clusterId its id, {@code cls_…}
 * @param organizationId whose it is
 * @param projectId the project it is in
 * @param name what people call it
 * @param generation rises with each change
 * @param deleted whether it shall end
 * @param spec what it should be
 * @param keys what opens it
 * @param backups its backups; empty from a control plane that knows none
 * @param backupSchedules all schedules it shall have; empty from a control plane that knows none
 * @param restores what shall come back into it; empty from a control plane that knows none
 */
public record ClusterDocument(
    String clusterId,
    String organizationId,
    String projectId,
    String name,
    long generation,
    boolean deleted,
    Spec spec,
    List<Key> keys,
    Optional<List<BackupWish>> backups,
    Optional<List<ScheduleWish>> backupSchedules,
    Optional<List<RestoreWish>> restores) {

  /** Takes an absent list as empty. */
  public ClusterDocument {
    keys = keys == null ? List.of() : List.copyOf(keys);
    backups = backups == null ? Optional.empty() : backups;
    backupSchedules = backupSchedules == null ? Optional.empty() : backupSchedules;
    restores = restores == null ? Optional.empty() : restores;
  }

  /**
   * What a cluster should be.
   *
   * @param className the VectorClusterClass
   * @param version version of the data plane, empty for the class's
   * @param units compute units of a replica
   * @param replicas pods
   * @param suspend whether nothing shall run
   * @param deletionPolicy {@code RETAIN} or {@code DELETE}
   * @param restarts rises when the pods are to be started anew, 0 until then
   * @param engine {@code aerie} or {@code milvus}
   * @param autoscaling how the size follows the load, if it does
   * @param exposure {@code NODE_PORT}, {@code LOAD_BALANCER}, {@code CLUSTER_IP} or empty
   * @param allowedCidrs addresses of clients that may connect; none for all
   * @param tlsSecretRef Secret with the certificate of the client port, empty for plain text
   * @param maintenanceWindow when pods that serve may be restarted, if not at any time
   * @param idleSuspendAfter after how long without a call it sleeps, empty for never
   * @param bootstrap what it begins with, if not with nothing
   * @param encryption who keeps the key of its objects, if they are encrypted
   * @param tiering where rows are kept between reads, if it was said
   */
  public record Spec(
      @JsonProperty("class") String className,
      String version,
      int units,
      int replicas,
      boolean suspend,
      String deletionPolicy,
      long restarts,
      String engine,
      Optional<AutoscalingWish> autoscaling,
      String exposure,
      List<String> allowedCidrs,
      String tlsSecretRef,
      Optional<MaintenanceWindow> maintenanceWindow,
      String idleSuspendAfter,
      Optional<OriginWish> bootstrap,
      Optional<Encryption> encryption,
      Optional<TieringWish> tiering) {

    /** Takes what is absent as empty, and another engine than Aerie's as named only. */
    public Spec {
      className = orEmpty(className);
      version = orEmpty(version);
      deletionPolicy = orEmpty(deletionPolicy);
      engine = orEmpty(engine).isEmpty() ? "aerie" : engine;
      autoscaling = autoscaling == null ? Optional.empty() : autoscaling;
      exposure = orEmpty(exposure);
      allowedCidrs = allowedCidrs == null ? List.of() : List.copyOf(allowedCidrs);
      tlsSecretRef = orEmpty(tlsSecretRef);
      maintenanceWindow = maintenanceWindow == null ? Optional.empty() : maintenanceWindow;
      idleSuspendAfter = orEmpty(idleSuspendAfter);
      bootstrap = bootstrap == null ? Optional.empty() : bootstrap;
      encryption = encryption == null ? Optional.empty() : encryption;
      tiering = tiering == null ? Optional.empty() : tiering;
    }

    private static String orEmpty(String text) {
      return text == null ? "" : text;
    }
  }

  /**
   * A key that opens a cluster, without its secret.
   *
   * @param id its id, {@code key_…}
   * @param sha256 digest of the whole key, in hexadecimal digits
   * @param role what it allows
   * @param expiresAt when it ends, if it does
   * @param scopes where in the cluster it opens; none for everywhere
   * @param ipAllowlist addresses it opens from, in CIDR notation; none for everywhere
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Key(
      String id,
      String sha256,
      String role,
      Optional<Instant> expiresAt,
      List<KeyScope> scopes,
      List<String> ipAllowlist) {

    /** Takes an absent end, scopes and addresses as none. */
    public Key {
      expiresAt = expiresAt == null ? Optional.empty() : expiresAt;
      scopes = scopes == null ? List.of() : List.copyOf(scopes);
      ipAllowlist = ipAllowlist == null ? List.of() : List.copyOf(ipAllowlist);
    }
  }

  /**
   * A place that a key opens.
   *
   * @param collection empty for the whole database
   * @param access {@code READ} or {@code READ_WRITE}
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record KeyScope(String database, Optional<String> collection, String access) {

    /** Takes an absent collection as none. */
    public KeyScope {
      collection = collection == null ? Optional.empty() : collection;
    }
  }
}
