package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to a cluster's data when the cluster is deleted. */
public enum DeletionPolicy {
  /** The objects under the storage URI stay. */
  @JsonProperty("Retain")
  RETAIN,
  /** The objects under the storage URI are removed. */
  @JsonProperty("Delete")
  DELETE
}
