package dev.aerie.engine.catalog;

import dev.aerie.engine.query.ConsistencyLevel;
import dev.aerie.engine.schema.CollectionSchema;
import java.util.Map;

/**
 * A collection to be made.
 *
 * @param shards described back; the engine does not shard
 * @param numPartitions partitions to spread a partition key over, 0 for 16; ignored without one
 */
public record CreateCollection(
    String database,
    String name,
    CollectionSchema schema,
    ConsistencyLevel consistency,
    int shards,
    int numPartitions,
    Map<String, String> properties) {

  public CreateCollection {
    properties = Map.copyOf(properties);
  }

  public static CreateCollection of(String name, CollectionSchema schema) {
    return new CreateCollection("default", name, schema, ConsistencyLevel.BOUNDED, 1, 16, Map.of());
  }
}
