package dev.aerie.controlplane.cluster.option;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.problem.Checks;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a cluster's size follows its load; its units and replicas are where it begins. Without any
 * field: it does not.
 *
 * @param mode whether decisions are carried out
 * @param units what may be chosen for units, 1 to 32
 * @param replicas what may be chosen for replicas, 1 to 8
 * @param target what is aimed at
 * @param schedules times in which it is at least so large, at most 20
 * @param cooldown how long after a change it is not made smaller, 10m to 168h; 30m when absent
 */
public record Autoscaling(
    Optional<Mode> mode,
    Optional<Bounds> units,
    Optional<Bounds> replicas,
    Optional<ScalingTarget> target,
    Optional<List<ScalingSchedule>> schedules,
    Optional<String> cooldown) {
  /** The most units a replica can have. */
  public static final int MOST_UNITS = 32;

  /** The most replicas a cluster can have. */
  public static final int MOST_REPLICAS = 8;

  private static final int MOST_SCHEDULES = 20;

  /** Whether decisions are carried out. */
  @Schema(name = "AutoscalingMode")
  public enum Mode {
    /** They are written down only. */
    DRY_RUN,
    /** They are carried out. */
    AUTO
  }

  boolean saysNothing() {
    return mode.isEmpty()
        && units.isEmpty()
        && replicas.isEmpty()
        && target.isEmpty()
        && schedules.isEmpty()
        && cooldown.isEmpty();
  }

  /** Whether it changes the size. */
  @JsonIgnore
  public boolean isAutomatic() {
    return mode.filter(Mode.AUTO::equals).isPresent();
  }

  void check(Checks checks, String field) {
    if (saysNothing()) {
      return;
    }
    checks
        .present(field + ".mode", mode)
        .present(field + ".units", units)
        .present(field + ".replicas", replicas);
    units.ifPresent(bounds -> bounds.check(checks, field + ".units", MOST_UNITS));
    replicas.ifPresent(bounds -> bounds.check(checks, field + ".replicas", MOST_REPLICAS));
    target.ifPresent(aim -> aim.check(checks, field + ".target"));
    Times.window(checks, field + ".cooldown", cooldown);
    List<ScalingSchedule> times = schedules.orElse(List.of());
    checks.must(times.size() <= MOST_SCHEDULES, field + ".schedules", "must be at most 20");
    for (int i = 0; i < times.size(); i++) {
      String each = "%s.schedules[%d]".formatted(field, i);
      if (times.get(i) == null) {
        checks.must(false, each, "must be an object");
      } else {
        times.get(i).check(checks, each);
      }
    }
  }
}
