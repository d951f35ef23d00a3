package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * What the autoscaler aims at.
 *
 * @param memoryPercent memory in use, of what a pod has
 * @param storagePercent disk in use, of what a pod has; 0: not looked at
 * @param busyPercent processor time in use, of what a pod has
 * @param p99Milliseconds time in which 99 of 100 searches are answered; 0: not looked at
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingTargets(
    @Min(10) @Max(90) @Default("70") @JsonPropertyDescription("Memory in use, of what a pod has.")
        Integer memoryPercent,
    @Min(0)
        @Max(90)
        @Default("0")
        @JsonPropertyDescription("Disk in use, of what a pod has; 0: not looked at.")
        Integer storagePercent,
    @Min(10)
        @Max(90)
        @Default("60")
        @JsonPropertyDescription("Processor time in use, of what a pod has.")
        Integer busyPercent,
    @Min(0)
        @Default("0")
        @JsonPropertyDescription("Time in which 99 of 100 searches are answered; 0: not looked at.")
        Integer p99Milliseconds) {

  /** What is aimed at when nothing is said. */
  public static final ScalingTargets DEFAULT = new ScalingTargets(70, 0, 60, 0);

  /** Fills in what is absent. */
  public ScalingTargets {
    memoryPercent = memoryPercent == null ? Integer.valueOf(70) : memoryPercent;
    storagePercent = storagePercent == null ? Integer.valueOf(0) : storagePercent;
    busyPercent = busyPercent == null ? Integer.valueOf(60) : busyPercent;
    p99Milliseconds = p99Milliseconds == null ? Integer.valueOf(0) : p99Milliseconds;
  }
}
