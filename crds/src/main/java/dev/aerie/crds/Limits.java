package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/**
 * What the autoscaler may choose from.
 *
 * @param min the least
 * @param max the most
 */
public record Limits(
    @Required @Min(1) @JsonPropertyDescription("The least.") Integer min,
    @Required @Min(1) @JsonPropertyDescription("The most.") Integer max) {

  /** The number within the limits that is nearest to another. */
  public int clamp(int number) {
    return Math.clamp(number, min, max);
  }
}
