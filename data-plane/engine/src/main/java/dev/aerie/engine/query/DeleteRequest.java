package dev.aerie.engine.query;

import dev.aerie.engine.filter.Filter;

/**
 * Rows to delete.
 *
 * @param collection name or alias
 * @param partition name; empty for all
 * @param filter which rows; a plain {@code primary key in [..]} is applied without looking for the
 *     rows first
 */
public record DeleteRequest(String database, String collection, String partition, Filter filter) {
  public static DeleteRequest of(String collection, Filter filter) {
    return new DeleteRequest("default", collection, "", filter);
  }
}
