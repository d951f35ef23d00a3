package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * When backups are made, of what, and for how long they are kept.
 *
 * @param schedule when, as cron has it
 * @param timeZone name of the time zone the schedule is meant in
 * @param suspend whether none is made for now
 * @param retention how many are kept
 * @param template what each is like
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VectorBackupScheduleSpec(
    @Required
        @Size(max = 100)
        @ValidationRule(value = Cron.RULE, message = "schedule" + Cron.MESSAGE)
        @JsonPropertyDescription("When, as cron has it, such as 0 3 * * *.")
        String schedule,
    @Default("UTC")
        @Size(max = 60)
        @ValidationRule(value = Cron.ZONE_RULE, message = "spec" + Cron.ZONE_MESSAGE)
        @JsonPropertyDescription("Time zone of the schedule, such as Europe/Berlin.")
        String timeZone,
    @Default("false") @JsonPropertyDescription("Whether none is made for now.") boolean suspend,
    @JsonPropertyDescription("How many are kept; absent: the last seven.") Retention retention,
    @Required @JsonPropertyDescription("What each backup is like.") VectorBackupSpec template) {

  /** Fills in what is absent. */
  public VectorBackupScheduleSpec {
    timeZone = timeZone == null ? "UTC" : timeZone;
    retention = retention == null ? Retention.DEFAULT : retention;
  }
}
