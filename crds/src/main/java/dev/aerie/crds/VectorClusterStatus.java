package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * What a cluster is.
 *
 * @param observedGeneration {@code metadata.generation} this status tells of
 * @param controlPlaneGeneration generation of the control plane this status tells of, 0 if it has
 *     none
 * @param phase where the cluster is in its life
 * @param endpoint URL for clients, empty while there is none
 * @param readyReplicas pods that answer
 * @param replicas pods that exist
 * @param version version of the data plane that runs, empty before the first was ready
 * @param roll how far the pods are with the newest spec
 * @param scaling the autoscaler's last decision
 * @param idle whether clients call it, and whether it sleeps
 * @param compute how much of it shall run, whoever decides that; null when absent: nobody has
 *     looked at it yet
 * @param conditions {@code Ready}, {@code Progressing} and {@code Degraded}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VectorClusterStatus(
    @JsonPropertyDescription("metadata.generation this status tells of.") Long observedGeneration,
    @JsonPropertyDescription("Generation of the control plane this status tells of.")
        Long controlPlaneGeneration,
    @JsonPropertyDescription("Where the cluster is in its life.") Phase phase,
    @JsonPropertyDescription("URL for clients.") String endpoint,
    @JsonPropertyDescription("Pods that answer.") Integer readyReplicas,
    @JsonPropertyDescription("Pods that exist.") Integer replicas,
    @JsonPropertyDescription("Version of the data plane that runs.") String version,
    @JsonPropertyDescription("How far the pods are with the newest spec, and why no further.")
        Roll roll,
    @JsonPropertyDescription("The autoscaler's last decision, also when it is to change nothing.")
        Scaling scaling,
    @JsonPropertyDescription("Whether clients call it, and whether it sleeps.") Idleness idle,
    @JsonPropertyDescription(
            "How much of it shall run: by spec.compute, or by the autoscaler where it is in charge.")
        Compute compute,
    @JsonPropertyDescription("Ready, Progressing and Degraded, each with a reason.")
        List<Condition> conditions) {

  /** The status of a cluster nobody has looked at yet. */
  public static final VectorClusterStatus UNKNOWN =
      new VectorClusterStatus(
          0L,
          0L,
          Phase.PENDING,
          "",
          0,
          0,
          "",
          Roll.NONE,
          Scaling.NONE,
          Idleness.NONE,
          null,
          List.of());

  /** The same with another decision of the autoscaler. */
  public VectorClusterStatus with(Scaling decision) {
    return new VectorClusterStatus(
        observedGeneration,
        controlPlaneGeneration,
        phase,
        endpoint,
        readyReplicas,
        replicas,
        version,
        roll,
        decision,
        idle,
        compute,
        conditions);
  }

  /** The same with another finding of whether it is called. */
  public VectorClusterStatus with(Idleness found) {
    return new VectorClusterStatus(
        observedGeneration,
        controlPlaneGeneration,
        phase,
        endpoint,
        readyReplicas,
        replicas,
        version,
        roll,
        scaling,
        found,
        compute,
        conditions);
  }

  /** The same, reached at another URL. */
  public VectorClusterStatus reachedAt(String url) {
    return new VectorClusterStatus(
        observedGeneration,
        controlPlaneGeneration,
        phase,
        url,
        readyReplicas,
        replicas,
        version,
        roll,
        scaling,
        idle,
        compute,
        conditions);
  }

  /** Fills in what is absent. */
  public VectorClusterStatus {
    observedGeneration = observedGeneration == null ? Long.valueOf(0) : observedGeneration;
    controlPlaneGeneration =
        controlPlaneGeneration == null ? Long.valueOf(0) : controlPlaneGeneration;
    phase = phase == null ? Phase.PENDING : phase;
    endpoint = endpoint == null ? "" : endpoint;
    readyReplicas = readyReplicas == null ? Integer.valueOf(0) : readyReplicas;
    replicas = replicas == null ? Integer.valueOf(0) : replicas;
    version = version == null ? "" : version;
    roll = roll == null ? Roll.NONE : roll;
    scaling = scaling == null ? Scaling.NONE : scaling;
    idle = idle == null ? Idleness.NONE : idle;
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
