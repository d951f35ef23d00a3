package dev.aerie.controlplane.cluster.option;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * Where a cluster keeps rows between reads; without any field: as the data plane does by itself.
 *
 * @param defaultTier of collections that name none; auto when absent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Tiering(@JsonProperty("default") Optional<Tier> defaultTier) {
  /** The feature of regions that carry this out. */
  static final String FEATURE = "tiering";

  boolean saysNothing() {
    return defaultTier.isEmpty();
  }
}
