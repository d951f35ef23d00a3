package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.FunctionSchema;
import dev.aerie.engine.time.HybridClock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes a collection's first definition out of a request that passed the rules. */
final class NewCollection {
  /** Field ids below are the system's, as clients expect. */
  private static final long FIRST_FIELD_ID = 100;

  /** Partitions that rows are spread over by a key, where a client does not say how many. */
  private static final int PARTITIONS_OF_A_KEY = 16;

  private NewCollection() {}

  static Collection of(CreateCollection request, String database, HybridClock clock) {
    CollectionSchema asked = request.schema();
    List<FieldSchema> fields =
        IntStream.range(0, asked.fields().size())
            .mapToObj(i -> asked.fields().get(i).withId(FIRST_FIELD_ID + i))
            .toList();
    List<FunctionSchema> functions =
        IntStream.range(0, asked.functions().size())
            .mapToObj(i -> asked.functions().get(i).withId(FIRST_FIELD_ID + i))
            .toList();
    long id = clock.next();
    boolean keyed = fields.stream().anyMatch(FieldSchema::partitionKey);
    List<Partition> partitions = new ArrayList<>();
    for (int i = 0; i < (keyed ? partitionsOfAKey(request) : 1); i++) {
      partitions.add(
          new Partition(
              clock.next(),
              keyed ? Partition.DEFAULT + "_" + i : Partition.DEFAULT,
              LoadState.RELEASED,
              id));
    }
    return new Collection(
        id,
        database,
        request.name(),
        new CollectionSchema(asked.description(), fields, asked.dynamicField(), functions),
        partitions,
        List.of(),
        request.properties(),
        request.consistency(),
        Math.max(1, request.shards()),
        LoadState.RELEASED,
        id,
        id);
  }

  private static int partitionsOfAKey(CreateCollection request) {
    return request.numPartitions() > 0 ? request.numPartitions() : PARTITIONS_OF_A_KEY;
  }
}
