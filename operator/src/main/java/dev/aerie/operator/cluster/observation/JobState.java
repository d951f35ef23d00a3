package dev.aerie.operator.cluster.observation;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.Optional;

/** How far a Job is. */
public enum JobState {
  /** Under way, or about to be. */
  RUNNING,
  /** It did what it should. */
  COMPLETE,
  /** It was tried often enough. */
  FAILED;

  /** The state of a Job. */
  public static JobState of(Job job) {
    if (condition(job, "Complete").isPresent()) {
      return COMPLETE;
    }
    return condition(job, "Failed").isPresent() ? FAILED : RUNNING;
  }

  /** When a Job that has failed did. */
  public static Instant failedAt(Job job) {
    return Instant.parse(condition(job, "Failed").orElseThrow().getLastTransitionTime());
  }

  /** Whether no pod of a Job is to run, as its spec says. */
  public static boolean isSuspended(Job job) {
    return condition(job, "Suspended").isPresent();
  }

  private static Optional<JobCondition> condition(Job job, String type) {
    return Optional.ofNullable(job.getStatus()).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(each -> each.getType().equals(type) && each.getStatus().equals("True"))
        .findFirst();
  }
}
