package dev.aerie.operator.cluster.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** The API server refuses an object; trying again as it is would not help. */
public final class ApplyRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param refused the object
   * @param cause what the API server said
   */
  public ApplyRefusedException(HasMetadata refused, KubernetesClientException cause) {
    super(
        "Kubernetes refuses %s %s: %s. It is tried again by itself: remove what is in its way."
            .formatted(refused.getKind(), refused.getMetadata().getName(), said(cause)),
        cause);
  }

  /** The API server's own sentence, without the call and the object around it. */
  private static String said(KubernetesClientException cause) {
    return Optional.ofNullable(cause.getStatus())
        .map(Status::getMessage)
        .orElse(String.valueOf(cause.getMessage()));
  }
}
