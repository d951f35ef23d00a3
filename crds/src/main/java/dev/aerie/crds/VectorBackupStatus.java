package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/**
 * What a backup is.
 *
 * @param phase where it is in its life
 * @param location URI of the storage to restore it from, empty until it is made
 * @param timestamp the moment it is of, ISO 8601
 * @param collections collections in it
 * @param rows rows in them, deleted ones not counted
 * @param bytes size of its objects, those shared with the cluster or other backups included
 * @param verification how the drill went; null when absent: use {@link #drill()}
 * @param conditions {@code Ready} and {@code Verified}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VectorBackupStatus(
    @JsonPropertyDescription("Where it is in its life.") BackupPhase phase,
    @JsonPropertyDescription("Storage to restore it from.") String location,
    @JsonPropertyDescription("The moment it is of.") String timestamp,
    @JsonPropertyDescription("Collections in it.") Integer collections,
    @JsonPropertyDescription("Rows in it.") Long rows,
    @JsonPropertyDescription(
            "Size of its objects, those shared with the cluster or other backups included.")
        Long bytes,
    @JsonPropertyDescription("How the restore drill went.") Verification verification,
    @JsonPropertyDescription("Ready and Verified, each with a reason.")
        List<Condition> conditions) {

  /** The status of a backup nobody has looked at yet. */
  public static final VectorBackupStatus UNKNOWN =
      new VectorBackupStatus(BackupPhase.PENDING, "", "", 0, 0L, 0L, null, List.of());

  /** Fills in what is absent. */
  public VectorBackupStatus {
    phase = phase == null ? BackupPhase.PENDING : phase;
    location = location == null ? "" : location;
    timestamp = timestamp == null ? "" : timestamp;
    collections = collections == null ? Integer.valueOf(0) : collections;
    rows = rows == null ? Long.valueOf(0) : rows;
    bytes = bytes == null ? Long.valueOf(0) : bytes;
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** How the restore drill went; empty until there was one. */
  public Optional<Verification> drill() {
    return Optional.ofNullable(verification);
  }

  /** The same in another phase, with these conditions. */
  public VectorBackupStatus with(BackupPhase now, List<Condition> said) {
    return new VectorBackupStatus(
        now, location, timestamp, collections, rows, bytes, verification, said);
  }

  /** The same with the outcome of the drill. */
  public VectorBackupStatus with(Verification outcome) {
    return new VectorBackupStatus(
        phase, location, timestamp, collections, rows, bytes, outcome, conditions);
  }
}
