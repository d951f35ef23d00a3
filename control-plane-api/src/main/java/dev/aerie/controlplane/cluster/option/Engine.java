package dev.aerie.controlplane.cluster.option;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The database that a cluster runs. */
public enum Engine {
  /** Aerie's own data plane. */
  @JsonProperty("aerie")
  AERIE,
  /** Milvus, run by the Milvus Operator, in regions that have it. */
  @JsonProperty("milvus")
  MILVUS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
