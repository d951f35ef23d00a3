package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Whether a cluster is called, and since when it sleeps.
 *
 * @param state what is known
 * @param since when it fell asleep or was woken last, ISO 8601; empty: never
 * @param lastCallAt when a call was noticed last, ISO 8601; kept while it is quiet and asleep
 * @param fruitlessWakes how often in a row it was woken and no call with a valid key followed
 * @param explanation for people, with what it was decided by
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Idleness(
    @JsonPropertyDescription("What is known.") IdleState state,
    @JsonPropertyDescription("When it fell asleep or was woken last.") String since,
    @JsonPropertyDescription("When a call was noticed last; kept while it is quiet and asleep.")
        String lastCallAt,
    @JsonPropertyDescription(
            "How often in a row it was woken and no call with a valid key followed.")
        Integer fruitlessWakes,
    @JsonPropertyDescription("Why, for people, with what it was decided by.") String explanation) {

  /** Nobody watches. */
  public static final Idleness NONE = new Idleness(IdleState.UNWATCHED, "", "", 0, "");

  /** Fills in what is absent. */
  public Idleness {
    state = state == null ? IdleState.UNWATCHED : state;
    since = since == null ? "" : since;
    lastCallAt = lastCallAt == null ? "" : lastCallAt;
    fruitlessWakes = fruitlessWakes == null ? Integer.valueOf(0) : fruitlessWakes;
    explanation = explanation == null ? "" : explanation;
  }
}
