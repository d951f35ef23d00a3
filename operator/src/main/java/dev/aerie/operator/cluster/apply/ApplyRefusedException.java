package dev.aerie.operator.cluster.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** The API server refuses an object; trying again as it is would not help. */
public final class ApplyRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param refused the object
   * @param cause what the API server said
   */
  public ApplyRefusedException(HasMetadata refused, Throwable cause) {
    super(
        "Kubernetes refuses %s %s: %s"
            .formatted(refused.getKind(), refused.getMetadata().getName(), cause.getMessage()),
        cause);
  }
}
