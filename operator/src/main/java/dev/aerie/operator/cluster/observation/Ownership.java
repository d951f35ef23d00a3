package dev.aerie.operator.cluster.observation;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Whose an object is: what went before may have had the same name. */
public final class Ownership {

  private Ownership() {}

  /** Whether an object is of this very owner. */
  public static boolean isOf(HasMetadata part, HasMetadata owner) {
    String uid = owner.getMetadata().getUid();
    return part.getMetadata().getOwnerReferences().stream()
        .anyMatch(each -> each.getUid().equals(uid));
  }
}
