package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A time in which a cluster is at least so large.
 *
 * @param schedule when it begins, as cron has it
 * @param duration how long it lasts, such as {@code 8h}
 * @param timeZone name of the time zone the schedule is meant in
 * @param minUnits units there are at least
 * @param minReplicas replicas there are at least
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScalingSchedule(
    @Required
        @Size(max = 100)
        @ValidationRule(
            value = Cron.RULE,
            message = "autoscaling.schedules.schedule" + Cron.MESSAGE)
        @JsonPropertyDescription("When it begins, as cron has it, such as 0 8 * * 1-5.")
        String schedule,
    @Required
        @Size(max = 20)
        @ValidationRule(
            value = Cron.DURATION_RULE,
            message = "autoscaling.schedules.duration" + Cron.DURATION_MESSAGE)
        @JsonPropertyDescription("How long it lasts, 10m to 168h.")
        String duration,
    @Default("UTC")
        @Size(max = 60)
        @ValidationRule(
            value = Cron.ZONE_RULE,
            message = "autoscaling.schedules" + Cron.ZONE_MESSAGE)
        @JsonPropertyDescription("Time zone of the schedule, such as Europe/Berlin.")
        String timeZone,
    @Min(1) @Max(32) @Default("1") @JsonPropertyDescription("Units there are at least.")
        Integer minUnits,
    @Min(1) @Max(8) @Default("1") @JsonPropertyDescription("Replicas there are at least.")
        Integer minReplicas) {

  /** Fills in what is absent. */
  public ScalingSchedule {
    timeZone = timeZone == null ? "UTC" : timeZone;
    minUnits = minUnits == null ? Integer.valueOf(1) : minUnits;
    minReplicas = minReplicas == null ? Integer.valueOf(1) : minReplicas;
  }

  /** When it applies. */
  public MaintenanceWindow window() {
    return new MaintenanceWindow(schedule, duration, timeZone);
  }
}
