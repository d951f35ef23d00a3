package dev.aerie.engine.catalog;

/**
 * A part of a collection.
 *
 * @param createdTimestamp hybrid timestamp
 */
public record Partition(long id, String name, LoadState loadState, long createdTimestamp) {
  /** The partition every collection has. */
  public static final String DEFAULT = "_default";
}
