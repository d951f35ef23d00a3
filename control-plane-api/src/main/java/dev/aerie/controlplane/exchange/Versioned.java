package dev.aerie.controlplane.exchange;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import java.util.Optional;

/** A resource whose changes by callers are counted; the count is its ETag. */
public interface Versioned {
  /** How many times callers have changed it, beginning with 1. */
  @JsonIgnore
  long etag();

  /** The header's text. */
  @JsonIgnore
  default String entityTag() {
    return "\"" + etag() + "\"";
  }

  /**
   * Checks that a change was made with this version in view.
   *
   * @throws Problem 428 without If-Match, 412 when another change was faster
   */
  default void mustMatch(Optional<String> ifMatch) {
    String sent =
        ifMatch.orElseThrow(
            () ->
                new Problem(
                    Code.PRECONDITION_REQUIRED,
                    "Read the resource and send its ETag as If-Match with the change."));
    if (!sent.equals(entityTag())) {
      throw new Problem(
          Code.PRECONDITION_FAILED,
          "It has changed meanwhile. Read it again, and repeat the change on what is there now.");
    }
  }
}
