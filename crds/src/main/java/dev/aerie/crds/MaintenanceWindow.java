package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * When pods that serve may be restarted for a change.
 *
 * @param schedule when the window opens: minute, hour, day of month, month and day of week as cron
 *     has them
 * @param duration how long it stays open, such as {@code 2h} or {@code 1h30m}
 * @param timeZone name of the time zone the schedule is meant in, such as {@code Europe/Berlin}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MaintenanceWindow(
    @Required
        @Size(max = 100)
        @ValidationRule(value = Cron.RULE, message = "maintenanceWindow.schedule" + Cron.MESSAGE)
        @JsonPropertyDescription("When it opens, as cron has it, such as 0 3 * * 0.")
        String schedule,
    @Required
        @Size(max = 20)
        @ValidationRule(
            value = Cron.DURATION_RULE,
            message = "maintenanceWindow.duration" + Cron.DURATION_MESSAGE)
        @JsonPropertyDescription("How long it stays open, 10m to 168h.")
        String duration,
    @Default("UTC")
        @Size(max = 60)
        @ValidationRule(value = Cron.ZONE_RULE, message = "maintenanceWindow" + Cron.ZONE_MESSAGE)
        @JsonPropertyDescription("Time zone of the schedule, such as Europe/Berlin.")
        String timeZone) {

  /** Fills in what is absent. */
  public MaintenanceWindow {
    timeZone = timeZone == null ? "UTC" : timeZone;
  }
}
