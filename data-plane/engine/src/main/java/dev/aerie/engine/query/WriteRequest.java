package dev.aerie.engine.query;

import dev.aerie.engine.row.RowBatch;

/**
 * Rows to insert or upsert.
 *
 * @param collection name or alias
 * @param partition name; empty for the default partition, or for the partition key to decide
 */
public record WriteRequest(String database, String collection, String partition, RowBatch rows) {
  public static WriteRequest of(String collection, RowBatch rows) {
    return new WriteRequest("default", collection, "", rows);
  }
}
