package dev.aerie.operator.cluster;

import dev.aerie.operator.cluster.status.Problem;
import java.util.Optional;

/**
 * How far the first or the last phase of a cluster is.
 *
 * @param done whether nothing is left to wait for
 * @param problem what holds it up
 */
record Progress(boolean done, Optional<Problem> problem) {

  static final Progress DONE = new Progress(true, Optional.empty());
  static final Progress UNDER_WAY = new Progress(false, Optional.empty());

  static Progress heldBy(Problem problem) {
    return new Progress(false, Optional.of(problem));
  }
}
