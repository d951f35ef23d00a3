package dev.aerie.controlplane.access;

/** What an endpoint needs. Which role has it: {@link Role}. */
public enum Permission {
  /** Anybody with a valid credential. */
  SIGNED_IN,
  /** See the organisation itself. */
  ORGANIZATION_READ,
  /** Rename or delete the organisation. */
  ORGANIZATION_WRITE,
  /** See a project. */
  PROJECT_READ,
  /** Change a project. */
  PROJECT_WRITE,
  /** Make and delete projects. */
  PROJECT_CREATE,
  /** See clusters and their operations. */
  CLUSTER_READ,
  /** Make, change and delete clusters. */
  CLUSTER_WRITE,
  /** List API keys, without their secrets. */
  API_KEY_READ,
  /** Make and revoke API keys. */
  API_KEY_WRITE,
  /** Read who did what. */
  AUDIT_READ,
  /** Read what was used. */
  USAGE_READ
}
