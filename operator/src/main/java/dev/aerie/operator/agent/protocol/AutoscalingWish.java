package dev.aerie.operator.agent.protocol;

import dev.aerie.crds.Autoscaling;
import dev.aerie.crds.AutoscalingMode;
import dev.aerie.crds.Limits;
import dev.aerie.crds.ScalingSchedule;
import dev.aerie.crds.ScalingTargets;
import java.util.List;

/**
 * How a cluster's size shall follow its load; as in a VectorCluster but for the mode.
 *
 * @param mode {@code AUTO} or {@code DRY_RUN}
 * @param units what may be chosen for units
 * @param replicas what may be chosen for replicas
 * @param target what is aimed at, null when absent
 * @param schedules times of a least size, null when absent
 * @param cooldown how long after a change it is not made smaller, null when absent
 */
public record AutoscalingWish(
    String mode,
    Limits units,
    Limits replicas,
    ScalingTargets target,
    List<ScalingSchedule> schedules,
    String cooldown) {

  /** The same in a VectorCluster. */
  public Autoscaling spec() {
    AutoscalingMode wanted = "AUTO".equals(mode) ? AutoscalingMode.AUTO : AutoscalingMode.DRY_RUN;
    return new Autoscaling(wanted, units, replicas, target, schedules, cooldown);
  }
}
