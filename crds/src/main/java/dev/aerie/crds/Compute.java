package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * How much of a cluster runs.
 *
 * @param units compute units of each replica, 1 to 32
 * @param replicas equal pods, 1 to 8
 */
public record Compute(
    @JsonPropertyDescription("Compute units of each replica; what a unit is, the class says.")
        @Min(1)
        @Max(32)
        @Default("1")
        Integer units,
    @JsonPropertyDescription("Pods, all equal.") @Min(1) @Max(8) @Default("1") Integer replicas) {

  /** One pod of one unit. */
  public static final Compute SMALLEST = new Compute(1, 1);

  /** Fills in what is absent. */
  public Compute {
    units = units == null ? Integer.valueOf(1) : units;
    replicas = replicas == null ? Integer.valueOf(1) : replicas;
  }
}
