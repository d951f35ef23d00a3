package dev.aerie.server.definition;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.GetLoadStateResponse;
import io.milvus.grpc.GetLoadingProgressRequest;
import io.milvus.grpc.GetLoadingProgressResponse;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.LoadPartitionsRequest;
import io.milvus.grpc.LoadState;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.ReleasePartitionsRequest;
import io.milvus.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Loading and releasing collections and partitions. */
@ApplicationScoped
public class LoadCalls implements Calls {
  private static final int DONE = 100;

  private final Engine engine;

  LoadCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.define("LoadCollection", this::load),
        Call.define("ReleaseCollection", this::release),
        Call.define("LoadPartitions", this::loadPartitions),
        Call.define("ReleasePartitions", this::releasePartitions),
        Call.lookUp("GetLoadingProgress", this::progress),
        Call.lookUp("GetLoadState", this::state));
  }

  private Status load(LoadCollectionRequest request) {
    String database = Databases.of(request.getDbName());
    engine.definitions().load(database, request.getCollectionName(), List.of());
    return Statuses.ok();
  }

  private Status release(ReleaseCollectionRequest request) {
    String database = Databases.of(request.getDbName());
    engine.definitions().release(database, request.getCollectionName(), List.of());
    return Statuses.ok();
  }

  private Status loadPartitions(LoadPartitionsRequest request) {
    engine
        .definitions()
        .load(
            Databases.of(request.getDbName()),
            request.getCollectionName(),
            List.copyOf(request.getPartitionNamesList()));
    return Statuses.ok();
  }

  private Status releasePartitions(ReleasePartitionsRequest request) {
    engine
        .definitions()
        .release(
            Databases.of(request.getDbName()),
            request.getCollectionName(),
            List.copyOf(request.getPartitionNamesList()));
    return Statuses.ok();
  }

  private GetLoadingProgressResponse progress(GetLoadingProgressRequest request) {
    Collection collection =
        engine
            .definitions()
            .collection(Databases.of(request.getDbName()), request.getCollectionName());
    if (!loaded(collection, request.getPartitionNamesList())) {
      throw new EngineException(
          ErrorCode.COLLECTION_NOT_LOADED, "collection '" + collection.name() + "' is not loaded");
    }
    return GetLoadingProgressResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setProgress(DONE)
        .setRefreshProgress(DONE)
        .build();
  }

  private GetLoadStateResponse state(GetLoadStateRequest request) {
    Optional<Collection> collection =
        engine
            .definitions()
            .findCollection(Databases.of(request.getDbName()), request.getCollectionName());
    LoadState state =
        collection
            .map(
                found ->
                    loaded(found, request.getPartitionNamesList())
                        ? LoadState.LoadStateLoaded
                        : LoadState.LoadStateNotLoad)
            .orElse(LoadState.LoadStateNotExist);
    return GetLoadStateResponse.newBuilder().setStatus(Statuses.ok()).setState(state).build();
  }

  private static boolean loaded(Collection collection, List<String> partitions) {
    return partitions.isEmpty()
        ? collection.loadState() == dev.aerie.engine.catalog.LoadState.LOADED
        : partitions.stream()
            .allMatch(
                name ->
                    collection.partition(name).loadState()
                        == dev.aerie.engine.catalog.LoadState.LOADED);
  }
}
