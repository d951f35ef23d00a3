package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.SchemaRules;
import dev.aerie.engine.time.HybridClock;
import java.util.ArrayList;
import java.util.List;

/** The partitions of collections, as records of the log. */
final class Partitions {
  private final DefinitionLog log;
  private final HybridClock clock;

  Partitions(DefinitionLog log, HybridClock clock) {
    this.log = log;
    this.clock = clock;
  }

  void create(String database, String collection, String partition) {
    SchemaRules.checkName("partition", partition);
    log.change(
        database,
        collection,
        c -> {
          refuseWhereAKeyDecides(c);
          if (c.partitions().stream().anyMatch(p -> p.name().equals(partition))) {
            throw new EngineException(
                ErrorCode.PARTITION_EXISTS,
                "partition '%s' of collection '%s' exists".formatted(partition, collection));
          }
          List<Partition> partitions = new ArrayList<>(c.partitions());
          long id = clock.next();
          partitions.add(new Partition(id, partition, c.loadState(), id));
          return Changes.of(c).partitions(partitions);
        });
  }

  void drop(String database, String collection, String partition) {
    if (partition.equals(Partition.DEFAULT)) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "the default partition cannot be dropped");
    }
    log.change(
        database,
        collection,
        c -> {
          refuseWhereAKeyDecides(c);
          return Changes.of(c)
              .partitions(
                  c.partitions().stream().filter(p -> !p.name().equals(partition)).toList());
        });
  }

  private static void refuseWhereAKeyDecides(Collection collection) {
    if (collection.schema().fields().stream().anyMatch(FieldSchema::partitionKey)) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "collection '%s' has a partition key, which decides on its partitions; they stay as they are"
              .formatted(collection.name()));
    }
  }
}
