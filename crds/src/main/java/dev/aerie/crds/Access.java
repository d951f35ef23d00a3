package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/**
 * How a cluster is reached.
 *
 * @param exposure type of the client Service
 */
public record Access(
    @JsonPropertyDescription("Type of the client Service.") @Default("NodePort")
        Exposure exposure) {

  /** By a port on every node. */
  public static final Access DEFAULT = new Access(Exposure.NODE_PORT);

  /** Fills in what is absent. */
  public Access {
    exposure = exposure == null ? Exposure.NODE_PORT : exposure;
  }
}
