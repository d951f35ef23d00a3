package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How far the pods are with the newest spec, and why no further.
 *
 * @param state what is going on
 * @param updated pods that have the newest spec
 * @param total pods there should be
 * @param explanation for people: the last step, or what is waited for, or the way back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Roll(
    @JsonPropertyDescription("What is going on.") RollState state,
    @JsonPropertyDescription("Pods that have the newest spec.") Integer updated,
    @JsonPropertyDescription("Pods there should be.") Integer total,
    @JsonPropertyDescription("The last step, or what is waited for, or the way back.")
        String explanation) {

  /** Nothing to do. */
  public static final Roll NONE = new Roll(RollState.SETTLED, 0, 0, "");

  /** There are no pods yet: the storage is being filled first. */
  public static final Roll RESTORING =
      new Roll(RollState.WAITING, 0, 0, "The storage is being restored; pods start after that.");

  /** Fills in what is absent. */
  public Roll {
    state = state == null ? RollState.SETTLED : state;
    updated = updated == null ? Integer.valueOf(0) : updated;
    total = total == null ? Integer.valueOf(0) : total;
    explanation = explanation == null ? "" : explanation;
  }
}
