package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The autoscaler's last decision.
 *
 * @param units units it wants
 * @param replicas replicas it wants
 * @param reason stable, for programs
 * @param explanation for people, with what it was decided by
 * @param changedAt when it last wanted another size, ISO 8601; empty: never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scaling(
    @JsonPropertyDescription("Units it wants.") Integer units,
    @JsonPropertyDescription("Replicas it wants.") Integer replicas,
    @JsonPropertyDescription("Why, for programs.") String reason,
    @JsonPropertyDescription("Why, for people, with what it was decided by.") String explanation,
    @JsonPropertyDescription("When it last wanted another size.") String changedAt) {

  /** There is no autoscaler, or it has not decided anything yet. */
  public static final Scaling NONE = new Scaling(0, 0, "", "", "");

  /** Fills in what is absent. */
  public Scaling {
    units = units == null ? Integer.valueOf(0) : units;
    replicas = replicas == null ? Integer.valueOf(0) : replicas;
    reason = reason == null ? "" : reason;
    explanation = explanation == null ? "" : explanation;
    changedAt = changedAt == null ? "" : changedAt;
  }
}
