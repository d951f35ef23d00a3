package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * What a schedule has done.
 *
 * @param lastScheduled the newest time of the schedule that was dealt with, ISO 8601
 * @param lastBackup name of the newest backup made
 * @param next when the next is due, ISO 8601; empty while suspended
 * @param kept backups there are
 * @param conditions {@code Ready}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VectorBackupScheduleStatus(
    @JsonPropertyDescription("The newest time of the schedule that was dealt with.")
        String lastScheduled,
    @JsonPropertyDescription("The newest backup made.") String lastBackup,
    @JsonPropertyDescription("When the next is due.") String next,
    @JsonPropertyDescription("Backups there are.") Integer kept,
    @JsonPropertyDescription("Ready, with a reason.") List<Condition> conditions) {

  /** The status of a schedule nobody has looked at yet. */
  public static final VectorBackupScheduleStatus UNKNOWN =
      new VectorBackupScheduleStatus("", "", "", 0, List.of());

  /** Fills in what is absent. */
  public VectorBackupScheduleStatus {
    lastScheduled = lastScheduled == null ? "" : lastScheduled;
    lastBackup = lastBackup == null ? "" : lastBackup;
    next = next == null ? "" : next;
    kept = kept == null ? Integer.valueOf(0) : kept;
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
