package dev.aerie.operator.cluster.observation;

import static dev.aerie.operator.cluster.observation.Fields.condition;
import static dev.aerie.operator.cluster.observation.Fields.holds;
import static dev.aerie.operator.cluster.observation.Fields.map;
import static dev.aerie.operator.cluster.observation.Fields.number;
import static dev.aerie.operator.cluster.observation.Fields.text;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import java.util.Optional;

/**
 * What the Milvus Operator says of a Milvus.
 *
 * @param health {@code status.status}: Pending, Healthy, Unhealthy, Stopped or Deleting
 * @param current whether that is about the newest spec
 * @param updated whether all parts have the newest spec
 * @param queryNodes query nodes there are
 * @param readyQueryNodes query nodes that answer
 * @param version {@code status.currentVersion}
 * @param storageError why the object store can't be used
 * @param error why it is not healthy
 */
public record MilvusState(
    String health,
    boolean current,
    boolean updated,
    int queryNodes,
    int readyQueryNodes,
    String version,
    Optional<String> storageError,
    Optional<String> error) {

  /** Nobody has said anything yet. */
  public static final MilvusState UNKNOWN =
      new MilvusState("Pending", false, false, 0, 0, "", Optional.empty(), Optional.empty());

  /** Reads a Milvus's status. */
  public static MilvusState of(GenericKubernetesResource milvus) {
    Map<?, ?> status = map(milvus.getAdditionalProperties().get("status"));
    Map<?, ?> nodes =
        map(map(map(status.get("componentsDeployStatus")).get("querynode")).get("status"));
    return new MilvusState(
        text(status.get("status"), "Pending"),
        number(status.get("observedGeneration")) >= milvus.getMetadata().getGeneration(),
        condition(status, "MilvusUpdated").filter(Fields::holds).isPresent(),
        (int) number(nodes.get("replicas")),
        (int) number(nodes.get("readyReplicas")),
        text(status.get("currentVersion"), ""),
        condition(status, "StorageReady").filter(each -> !holds(each)).map(Fields::said),
        condition(status, "MilvusReady").filter(each -> !holds(each)).map(Fields::said));
  }

  /** Whether all of the newest spec is there and answers. */
  public boolean isHealthy() {
    return current && updated && health.equals("Healthy");
  }

  /** Whether it has been healthy and is not any more. */
  public boolean isUnhealthy() {
    return health.equals("Unhealthy");
  }

  /** Whether nothing runs, as the newest spec says. */
  public boolean isStopped() {
    return current && health.equals("Stopped");
  }
}
