package dev.aerie.server.access;

import java.util.Optional;

/**
 * A place that a key opens.
 *
 * @param collection empty for the whole database
 * @param access how far it opens, within what the key's role allows
 */
public record Scope(String database, Optional<String> collection, Access access) {
  /** How far a scope opens. */
  public enum Access {
    /** For reading. */
    READ,
    /** For whatever the role allows. */
    READ_WRITE
  }

  /** Takes an absent collection as none. */
  public Scope {
    collection = collection == null ? Optional.empty() : collection;
  }

  /** Whether anything in a database is open. */
  boolean touches(String wanted) {
    return database.equals(wanted);
  }

  /**
   * Whether a place is open.
   *
   * @param wanted a collection; empty for the whole database
   */
  boolean opens(String wantedDatabase, Optional<String> wanted, boolean writing) {
    return touches(wantedDatabase)
        && (collection.isEmpty() || collection.equals(wanted))
        && (access == Access.READ_WRITE || !writing);
  }
}
