package dev.aerie.operator.cluster.model;

import dev.aerie.crds.VectorClusterClassSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;

/**
 * What a number of compute units is in one class.
 *
 * @param classSpec the class
 * @param units compute units, at least 1
 */
public record Sizing(VectorClusterClassSpec classSpec, int units) {

  /** CPU, memory: asked for and granted alike, so that nothing is promised twice. */
  public ResourceRequirements resources() {
    Map<String, Quantity> amounts =
        Map.of("cpu", times(classSpec.cpuPerUnit()), "memory", times(classSpec.memoryPerUnit()));
    return new ResourceRequirementsBuilder().withRequests(amounts).withLimits(amounts).build();
  }

  /** Disk cache of one pod. */
  public Quantity cache() {
    return times(classSpec.cachePerUnit());
  }

  private Quantity times(String perUnit) {
    return Quantity.parse(perUnit).multiply(units);
  }
}
