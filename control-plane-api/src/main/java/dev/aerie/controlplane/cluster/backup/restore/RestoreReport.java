package dev.aerie.controlplane.cluster.backup.restore;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.aerie.controlplane.cluster.backup.BackupReport;
import java.time.Instant;
import java.util.Optional;

/**
 * How a restore is, as its region's agent tells it. Names of collections stay in the region.
 *
 * @param name of the VectorRestore
 * @param collections how many came back
 * @param gone whether it is no more
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestoreReport(
    String clusterId,
    String name,
    Optional<String> phase,
    Optional<String> reason,
    Optional<String> timestamp,
    Optional<Integer> collections,
    Optional<Long> rows,
    Optional<Boolean> gone) {

  /** Whether it says what it is about. */
  @JsonIgnore
  public boolean isWhole() {
    return clusterId != null && name != null && !name.isBlank();
  }

  RestoreState state(RestoreState before) {
    return phase.flatMap(RestoreState::reported).orElse(before);
  }

  Optional<Instant> moment() {
    return BackupReport.time(timestamp);
  }

  /**
   * What the region's stable reason means and what to do next; empty when there is nothing to do.
   */
  Optional<String> sentence() {
    return reason.flatMap(
        code ->
            switch (code) {
              case "Restored", "Running", "" -> Optional.empty();
              case "BackupMissing" ->
                  Optional.of("The region has not found the backup. Restore another one.");
              case "ClusterMissing" ->
                  Optional.of(
                      "The region has not found the cluster. Restore into a new one by bootstrap.");
              case "NameTaken" ->
                  Optional.of(
                      "A collection or an alias of the cluster has one of the names. Restore again under another newName, or rename or drop that one first.");
              case "CollectionMissing" ->
                  Optional.of(
                      "The backup has no such collection. Restore again with the names and databases it had then.");
              case "DatabaseMissing" ->
                  Optional.of(
                      "The cluster no longer has the database of a collection. Make it, and restore again.");
              case "RestoreFailed" ->
                  Optional.of(
                      "Nothing was restored. Whoever runs the region finds why in the log of its Job; restore again.");
              case "ApplyRefused" ->
                  Optional.of("The region's Kubernetes refused it. Ask whoever runs the region.");
              default -> Optional.of(code);
            });
  }
}
