package dev.aerie.operator.cluster.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Conditions whose times move only when they turn. Immutable. */
public final class DatedConditions {

  private final Clock clock;

  /**
   * @param clock tells when a condition turned
   */
  public DatedConditions(Clock clock) {
    this.clock = clock;
  }

  /** A condition, since when it was the same before. */
  public Condition condition(
      String type, boolean holds, Problem said, long generation, List<Condition> before) {
    String status = holds ? "True" : "False";
    String since =
        before.stream()
            .filter(old -> old.getType().equals(type) && old.getStatus().equals(status))
            .map(Condition::getLastTransitionTime)
            .findFirst()
            .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(said.reason())
        .withMessage(said.message())
        .withObservedGeneration(generation)
        .withLastTransitionTime(since)
        .build();
  }
}
