package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.tier.Tiers;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which collections and partitions may be read: what is loaded is opened, what is not let go of.
 */
final class Loading {
  private final DefinitionLog log;
  private final ClusterState cluster;
  private final Tiers tiers;

  Loading(DefinitionLog log, ClusterState cluster, Tiers tiers) {
    this.log = log;
    this.cluster = cluster;
    this.tiers = tiers;
  }

  /** Loads some partitions, or with an empty list all. */
  void load(String database, String collection, List<String> partitions) {
    Collection loaded =
        log.change(
            database,
            collection,
            c -> {
              requireIndexes(c);
              return Changes.of(c).loadState(LoadState.LOADED, partitions);
            });
    tiers.loaded(loaded);
  }

  /** Releases some partitions, or with an empty list all. */
  void release(String database, String collection, List<String> partitions) {
    Collection released =
        log.change(
            database, collection, c -> Changes.of(c).loadState(LoadState.RELEASED, partitions));
    cluster
        .state(released)
        .release(
            released.partitions().stream()
                .filter(p -> p.loadState() == LoadState.RELEASED)
                .map(Partition::id)
                .collect(Collectors.toSet()));
  }

  private static void requireIndexes(Collection collection) {
    for (FieldSchema field : collection.schema().vectorFields()) {
      if (collection.indexOf(field.name()).isEmpty()) {
        throw new EngineException(
            ErrorCode.INDEX_NOT_FOUND,
            "there is no vector index on field: [%s], please create index firstly"
                .formatted(field.name()));
      }
    }
  }
}
