package dev.aerie.controlplane.cluster.backup.restore;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.cluster.backup.BackupService;
import dev.aerie.controlplane.cluster.option.Bootstrap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Collections of a backup that come back, once, into the cluster it is of.
 *
 * @param collections those asked for, under which names; none: all, as they were called
 * @param takenAt the moment they are of, once they are there
 * @param restoredCollections how many came back
 * @param rows rows in them, deleted ones not counted
 */
public record Restore(
    String id,
    String organizationId,
    String projectId,
    String clusterId,
    String backupId,
    List<Bootstrap.TakenCollection> collections,
    RestoreState state,
    Optional<String> stateReason,
    Optional<Instant> takenAt,
    int restoredCollections,
    long rows,
    String operationId,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  /** Copies the list. */
  public Restore {
    collections = List.copyOf(collections);
  }

  /** Name of the region's VectorRestore. */
  @JsonIgnore
  public String resource() {
    return BackupService.resource(id);
  }
}
