package dev.aerie.server.access;

/** What a key may do, weakest first; each may do all that those before it may. */
public enum Role {
  /** Reads rows. */
  DATA_VIEWER,
  /** And writes rows. */
  DATA_OPERATOR,
  /** And makes and drops collections, indexes, partitions and aliases. */
  DATA_ADMIN,
  /** As {@link #DATA_ADMIN} inside a cluster. */
  PROJECT_ADMIN,
  /** As {@link #DATA_ADMIN} inside a cluster. */
  ORGANIZATION_OWNER;

  /** Whether this role may do what needs at least {@code needed}. */
  public boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }
}
