package dev.aerie.operator.agent.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where a cluster shall keep rows between reads.
 *
 * @param defaultTier of collections that name none: {@code auto}, {@code pinned}, {@code cold} or
 *     empty
 */
public record TieringWish(@JsonProperty("default") String defaultTier) {

  /** Takes what is absent as empty. */
  public TieringWish {
    defaultTier = defaultTier == null ? "" : defaultTier;
  }
}
