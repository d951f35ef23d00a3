package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The database engines a cluster can run. */
public enum Engine {
  /** Aerie's own data plane. */
  @JsonProperty("aerie")
  AERIE,
  /** Milvus itself, run by the Milvus Operator: for data that outgrows one writer. */
  @JsonProperty("milvus")
  MILVUS
}
