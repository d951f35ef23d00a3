package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster's activator and the operator tell each other: a ConfigMap, and the only thing the
 * activator may touch.
 */
public final class Mailbox {

  /** When it was last called, ISO 8601; written by the activator. */
  static final String CALLED_AT = "calledAt";

  /** Addresses of pods that answer, with commas; written by the operator. */
  static final String BACKENDS = "backends";

  private Mailbox() {}

  /** When the activator was last called, in its own words. */
  public static Optional<String> calledAt(ConfigMap mailbox) {
    return Optional.ofNullable(mailbox.getData()).map(data -> data.get(CALLED_AT));
  }

  static ConfigMap of(Blueprint blueprint, List<String> podAddresses) {
    String backends =
        blueprint.cluster().serves()
            ? String.join(
                ",", podAddresses.stream().sorted().map(DataPlane::clientAddress).toList())
            : "";
    return new ConfigMapBuilder()
        .withMetadata(blueprint.metadata(Names.activator(blueprint.name())))
        .withData(Map.of(BACKENDS, backends))
        .build();
  }
}
