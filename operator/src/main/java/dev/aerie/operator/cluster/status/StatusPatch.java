package dev.aerie.operator.cluster.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Objects that carry nothing but a new status. */
public final class StatusPatch {

  private StatusPatch() {}

  /**
   * An object that has a name only, that of another.
   *
   * @param empty a new object of the same kind
   */
  public static <T extends HasMetadata> T of(T seen, T empty) {
    empty.setMetadata(
        new ObjectMetaBuilder()
            .withName(seen.getMetadata().getName())
            .withNamespace(seen.getMetadata().getNamespace())
            .build());
    return empty;
  }
}
