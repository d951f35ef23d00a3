package dev.aerie.controlplane.region;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * What a compute unit is in a region.
 *
 * @param cpuPerUnit a Kubernetes quantity, as in {@code 500m}
 * @param memoryPerUnit a Kubernetes quantity, as in {@code 1Gi}
 * @param versions what clusters of the class can run; empty when the agent does not tell
 * @param isDefault taken when a new cluster names no class
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClusterClass(
    String name,
    Optional<String> description,
    Optional<String> cpuPerUnit,
    Optional<String> memoryPerUnit,
    @JsonProperty("default") boolean isDefault,
    List<String> versions) {

  /** Takes absent versions as none. */
  public ClusterClass {
    versions = versions == null ? List.of() : List.copyOf(versions);
  }
}
