package dev.aerie.controlplane.exchange;

import java.util.List;
import java.util.Optional;

/**
 * An answer as it goes out: the body is JSON text.
 *
 * @param asked what is to be asked again of whoever wants to have it again
 */
record WrittenAnswer(
    int status, String body, Optional<String> etag, Optional<String> location, List<String> asked) {

  /** Copies the list. */
  WrittenAnswer {
    asked = List.copyOf(asked);
  }
}
