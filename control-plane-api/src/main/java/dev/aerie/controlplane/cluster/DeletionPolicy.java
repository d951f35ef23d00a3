package dev.aerie.controlplane.cluster;

/** What becomes of the data when a cluster is deleted. */
public enum DeletionPolicy {
  /** It stays in the object store. */
  RETAIN,
  /** It is removed. */
  DELETE
}
