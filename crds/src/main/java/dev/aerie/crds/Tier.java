package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where rows are kept between reads. */
public enum Tier {
  /** In memory while they are read now and then, else on the pod's disk. */
  @JsonProperty("auto")
  AUTO("auto"),
  /** In memory, opened before the first read. */
  @JsonProperty("pinned")
  PINNED("pinned"),
  /** In the object store alone. */
  @JsonProperty("cold")
  COLD("cold");

  private final String text;

  Tier(String text) {
    this.text = text;
  }

  /** As the data plane and people write it. */
  public String text() {
    return text;
  }
}
