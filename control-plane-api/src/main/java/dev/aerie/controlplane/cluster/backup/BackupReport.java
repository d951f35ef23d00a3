package dev.aerie.controlplane.cluster.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * How a backup is, as its region's agent tells it.
 *
 * @param name of the VectorBackup
 * @param schedule name of the VectorBackupSchedule that made it, if one did
 * @param gone whether it is no more
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupReport(
    String clusterId,
    String name,
    Optional<String> schedule,
    Optional<String> phase,
    Optional<String> reason,
    Optional<String> timestamp,
    Optional<Integer> collections,
    Optional<Long> rows,
    Optional<Long> bytes,
    Optional<Boolean> verified,
    Optional<String> verifiedAt,
    Optional<String> recall,
    Optional<Boolean> gone) {

  /** Whether it says what it is about. */
  @JsonIgnore
  public boolean isWhole() {
    return clusterId != null && name != null && !name.isBlank();
  }

  Optional<Instant> moment() {
    return time(timestamp);
  }

  Optional<Instant> verifiedMoment() {
    return time(verifiedAt);
  }

  /**
   * What the region's stable reason means and what to do next; empty when there is nothing to do.
   */
  Optional<String> sentence() {
    return reason.flatMap(
        code ->
            switch (code) {
              case "Made", "Running", "" -> Optional.empty();
              case "Queued" -> Optional.of("Another backup of the cluster is under way.");
              case "ClusterMissing" ->
                  Optional.of("Its cluster is not there in the region. Delete this backup.");
              case "BackupFailed" ->
                  Optional.of(
                      "It could not be made. Whoever runs the region finds why in the log of its Job; make another.");
              case "ApplyRefused" ->
                  Optional.of("The region's Kubernetes refused it. Ask whoever runs the region.");
              default -> Optional.of(code);
            });
  }

  /** A moment in ISO 8601; empty for a text that is none. */
  public static Optional<Instant> time(Optional<String> text) {
    try {
      return text.filter(some -> !some.isEmpty()).map(Instant::parse);
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
