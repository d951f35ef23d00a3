package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * How a cluster's size follows its load. {@code spec.compute} is where it begins.
 *
 * @param mode whether decisions are carried out
 * @param units what may be chosen for units
 * @param replicas what may be chosen for replicas
 * @param target what is aimed at
 * @param schedules times in which the cluster is at least so large
 * @param cooldown how long after a change the cluster is not made smaller
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Autoscaling(
    @Default("DryRun") @JsonPropertyDescription("Whether decisions are carried out.")
        AutoscalingMode mode,
    @Required
        @ValidationRule(
            value = "self.min <= self.max && self.max <= 32",
            message = "autoscaling.units needs min <= max and max at most 32")
        @JsonPropertyDescription("What may be chosen for units.")
        Limits units,
    @Required
        @ValidationRule(
            value = "self.min <= self.max && self.max <= 8",
            message = "autoscaling.replicas needs min <= max and max at most 8")
        @JsonPropertyDescription("What may be chosen for replicas.")
        Limits replicas,
    @JsonPropertyDescription("What is aimed at.") ScalingTargets target,
    @Size(max = 20) @JsonPropertyDescription("Times in which the cluster is at least so large.")
        List<ScalingSchedule> schedules,
    @Default("30m")
        @Size(max = 20)
        @ValidationRule(
            value = Cron.DURATION_RULE,
            message = "autoscaling.cooldown" + Cron.DURATION_MESSAGE)
        @JsonPropertyDescription(
            "How long after a change the cluster is not made smaller, 10m to 168h.")
        String cooldown) {

  /** Fills in what is absent. */
  public Autoscaling {
    mode = mode == null ? AutoscalingMode.DRY_RUN : mode;
    target = target == null ? ScalingTargets.DEFAULT : target;
    schedules = schedules == null ? List.of() : List.copyOf(schedules);
    cooldown = cooldown == null ? "30m" : cooldown;
  }
}
