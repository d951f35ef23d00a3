package dev.aerie.engine.execution;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Replica;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Snapshots to read from, as fresh as asked for. Thread-safe. */
public final class Reads {
  private static final int ATTEMPTS = 3;

  private final ClusterState cluster;
  private final Replica replica;

  public Reads(ClusterState cluster, Replica replica) {
    this.cluster = cluster;
    this.replica = replica;
  }

  /** A collection and its rows at one moment. */
  record View(Collection collection, List<Slice> slices) {}

  /**
   * The rows of a loaded collection, of the named partitions or of all that are loaded.
   *
   * @throws EngineException {@link ErrorCode#COLLECTION_NOT_LOADED} or {@link
   *     ErrorCode#PARTITION_NOT_LOADED}
   */
  View view(String database, String nameOrAlias, List<String> partitions, Consistency consistency) {
    replica.refresh(consistency);
    for (int attempt = 1; ; attempt++) {
      Collection collection = cluster.catalog().get(database, nameOrAlias);
      Set<Long> wanted = loaded(collection, partitions);
      try {
        return new View(collection, cluster.state(collection).snapshot(wanted));
      } catch (EngineException e) {
        // A replica that lags may look for a segment that a merge has replaced and removed
        // meanwhile.
        if (e.code() != ErrorCode.OBJECT_MISSING || replica.isWriter() || attempt == ATTEMPTS) {
          throw e;
        }
        replica.refresh(Consistency.STRONG);
      }
    }
  }

  private static Set<Long> loaded(Collection collection, List<String> partitions) {
    if (collection.loadState() != LoadState.LOADED) {
      throw new EngineException(
          ErrorCode.COLLECTION_NOT_LOADED,
          "collection not loaded: " + collection.name() + "; load it first");
    }
    if (partitions.isEmpty()) {
      return collection.partitions().stream()
          .filter(p -> p.loadState() == LoadState.LOADED)
          .map(Partition::id)
          .collect(Collectors.toSet());
    }
    return partitions.stream()
        .map(collection::partition)
        .map(
            p -> {
              if (p.loadState() != LoadState.LOADED) {
                throw new EngineException(
                    ErrorCode.PARTITION_NOT_LOADED,
                    "partition not loaded: " + p.name() + "; load it first");
              }
              return p.id();
            })
        .collect(Collectors.toSet());
  }
}
