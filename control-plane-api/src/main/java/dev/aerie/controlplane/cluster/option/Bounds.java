package dev.aerie.controlplane.cluster.option;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/**
 * What the autoscaler may choose from, both ends allowed.
 *
 * @param min the least
 * @param max the most
 */
@RefusedWithout({"min", "max"})
public record Bounds(Optional<Integer> min, Optional<Integer> max) {

  void check(Checks checks, String field, int most) {
    checks
        .present(field + ".min", min)
        .present(field + ".max", max)
        .range(field + ".min", min, 1, most)
        .range(field + ".max", max, 1, most)
        .must(
            min.isEmpty() || max.isEmpty() || min.get() <= max.get(),
            field,
            "must have a min that is not above its max");
  }
}
