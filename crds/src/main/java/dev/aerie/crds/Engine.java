package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The database engines a cluster can run. */
public enum Engine {
  /** Aerie's own data plane. */
  @JsonProperty("aerie")
  AERIE
}
