package dev.aerie.controlplane.cluster.option;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where rows are kept between reads. */
public enum Tier {
  /** In memory while they are read now and then, else on the pod's disk. */
  @JsonProperty("auto")
  AUTO,
  /** In memory, opened before the first read. */
  @JsonProperty("pinned")
  PINNED,
  /** In the object store alone. */
  @JsonProperty("cold")
  COLD;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
