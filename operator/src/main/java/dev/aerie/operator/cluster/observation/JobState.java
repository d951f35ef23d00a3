package dev.aerie.operator.cluster.observation;

import io.fabric8.kubernetes.api.model.batch.v1.Job;

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
    if (holds(job, "Complete")) {
      return COMPLETE;
    }
    return holds(job, "Failed") ? FAILED : RUNNING;
  }

  private static boolean holds(Job job, String condition) {
    return job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(each -> each.getType().equals(condition) && each.getStatus().equals("True"));
  }
}
