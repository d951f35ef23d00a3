package dev.aerie.controlplane.keyuse;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** Calls with a key, of which some were refused. */
sealed interface CountedCalls permits KeyUse, HourOfUse {
  /** All of them. */
  long calls();

  /** Those that the key may not make. */
  long refused();

  /** Whether any call was let in. */
  @JsonIgnore
  default boolean isOpened() {
    return calls() > refused();
  }
}
