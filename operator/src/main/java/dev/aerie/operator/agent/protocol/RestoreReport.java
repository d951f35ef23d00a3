package dev.aerie.operator.agent.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aerie.crds.VectorRestore;
import dev.aerie.crds.VectorRestoreStatus;

/**
 * What one restore into a cluster is. Empty texts are left out; sentences and names of collections
 * are not told.
 *
 * @param clusterId whose it is
 * @param name of the VectorRestore
 * @param phase the VectorRestore's phase
 * @param reason why, for programs
 * @param timestamp the moment the collections are of, ISO 8601
 * @param collections how many came back
 * @param rows rows in them
 * @param gone whether it is no more
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RestoreReport(
    String clusterId,
    String name,
    String phase,
    String reason,
    String timestamp,
    int collections,
    long rows,
    boolean gone) {

  /**
   * What Kubernetes says.
   *
   * @param reason of its condition Ready
   */
  public static RestoreReport of(
      String clusterId, VectorRestore restore, String phase, String reason) {
    VectorRestoreStatus status = restore.lastStatus();
    return new RestoreReport(
        clusterId,
        restore.getMetadata().getName(),
        phase,
        reason,
        status.timestamp(),
        status.collections(),
        status.rows(),
        false);
  }

  /** It is no more. */
  public static RestoreReport gone(String clusterId, String name) {
    return new RestoreReport(clusterId, name, "", "", "", 0, 0, true);
  }

  /** Kubernetes does not take it. */
  public static RestoreReport refused(String clusterId, String name) {
    return new RestoreReport(clusterId, name, "Failed", "ApplyRefused", "", 0, 0, false);
  }

  /** What tells it from others. */
  public String key() {
    return clusterId + "/" + name;
  }
}
