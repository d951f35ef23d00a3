package dev.aerie.controlplane.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.cluster.option.ClusterOptions;
import dev.aerie.controlplane.exchange.Versioned;
import dev.aerie.controlplane.region.Region;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A vector database: what callers want of it and what its region has reported.
 *
 * @param clusterClass what a unit is, see the region's classes
 * @param units compute units of each replica, 1 to 32
 * @param replicas pods that serve, 1 to 8
 * @param options what else callers want of it
 * @param regionState while it is unavailable, the state is the last one the region has reported
 * @param deletionProtection while true, deleting is refused
 * @param generation rises with each change callers make
 * @param observedGeneration the newest generation the region has acted on
 * @param endpoint where Milvus clients connect; empty while nothing serves
 * @param operationId the newest operation
 */
public record Cluster(
    String id,
    String organizationId,
    String projectId,
    String name,
    String region,
    @JsonProperty("class") String clusterClass,
    Optional<String> version,
    int units,
    int replicas,
    boolean suspended,
    DeletionPolicy deletionPolicy,
    boolean deletionProtection,
    Map<String, String> labels,
    @JsonUnwrapped ClusterOptions options,
    ClusterState state,
    Region.State regionState,
    Optional<String> stateReason,
    Optional<String> endpoint,
    long generation,
    long observedGeneration,
    int readyReplicas,
    Optional<String> operationId,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore long restarts,
    @JsonIgnore long etag)
    implements Versioned {

  /** Copies the labels. */
  public Cluster {
    labels = Map.copyOf(labels);
  }

  /** Where it lies. */
  public Target target() {
    return Target.cluster(organizationId, projectId, id);
  }

  /** The most units it can have, as quotas count. */
  int mostUnits() {
    return options.mostUnits(units, replicas);
  }
}
