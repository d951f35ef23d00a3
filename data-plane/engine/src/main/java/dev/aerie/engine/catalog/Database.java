package dev.aerie.engine.catalog;

import java.util.Map;

/**
 * A room for collections: names of collections and aliases are unique inside one.
 *
 * @param properties as the client set them
 * @param createdTimestamp hybrid timestamp
 */
public record Database(
    long id, String name, Map<String, String> properties, long createdTimestamp) {
  /** The database that is always there. */
  public static final String DEFAULT = "default";

  static final Database ALWAYS_THERE = new Database(1, DEFAULT, Map.of(), 0);

  public Database {
    properties = Map.copyOf(properties);
  }
}
