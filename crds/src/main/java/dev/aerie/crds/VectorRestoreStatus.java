package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * How a restore goes.
 *
 * @param phase where it is in its life
 * @param clusterRef name of the {@link VectorCluster} that the collections come back into, empty
 *     until the backup is found
 * @param timestamp the moment the collections are of, ISO 8601, empty until they are there
 * @param collections collections that came back
 * @param rows rows in them, deleted ones not counted
 * @param conditions {@code Ready}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VectorRestoreStatus(
    @JsonPropertyDescription("Where it is in its life.") RestorePhase phase,
    @JsonPropertyDescription("The VectorCluster that the collections come back into.")
        String clusterRef,
    @JsonPropertyDescription("The moment the collections are of.") String timestamp,
    @JsonPropertyDescription("Collections that came back.") Integer collections,
    @JsonPropertyDescription("Rows in them.") Long rows,
    @JsonPropertyDescription("Ready, with a reason.") List<Condition> conditions) {

  /** The status of a restore nobody has looked at yet. */
  public static final VectorRestoreStatus UNKNOWN =
      new VectorRestoreStatus(RestorePhase.PENDING, "", "", 0, 0L, List.of());

  /** Fills in what is absent. */
  public VectorRestoreStatus {
    phase = phase == null ? RestorePhase.PENDING : phase;
    clusterRef = clusterRef == null ? "" : clusterRef;
    timestamp = timestamp == null ? "" : timestamp;
    collections = collections == null ? Integer.valueOf(0) : collections;
    rows = rows == null ? Long.valueOf(0) : rows;
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** The same in another phase, of a cluster, with these conditions. */
  public VectorRestoreStatus with(RestorePhase now, String cluster, List<Condition> said) {
    return new VectorRestoreStatus(now, cluster, timestamp, collections, rows, said);
  }
}
