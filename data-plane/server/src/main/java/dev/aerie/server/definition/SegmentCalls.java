package dev.aerie.server.definition;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.SegmentDescription;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.GetPersistentSegmentInfoRequest;
import io.milvus.grpc.GetPersistentSegmentInfoResponse;
import io.milvus.grpc.GetQuerySegmentInfoRequest;
import io.milvus.grpc.GetQuerySegmentInfoResponse;
import io.milvus.grpc.GetReplicasRequest;
import io.milvus.grpc.GetReplicasResponse;
import io.milvus.grpc.PersistentSegmentInfo;
import io.milvus.grpc.QuerySegmentInfo;
import io.milvus.grpc.ReplicaInfo;
import io.milvus.grpc.SegmentLevel;
import io.milvus.grpc.SegmentState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What clients ask about the segments of a collection. Every pod answers reads: one replica. */
@ApplicationScoped
public class SegmentCalls implements Calls {
  private static final long NODE = 1;

  private final Engine engine;

  SegmentCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.lookUp("GetPersistentSegmentInfo", this::persistent),
        Call.lookUp("GetQuerySegmentInfo", this::loaded),
        Call.lookUp("GetReplicas", this::replicas));
  }

  private GetPersistentSegmentInfoResponse persistent(GetPersistentSegmentInfoRequest request) {
    Collection collection = collection(request.getDbName(), request.getCollectionName());
    GetPersistentSegmentInfoResponse.Builder answer =
        GetPersistentSegmentInfoResponse.newBuilder().setStatus(Statuses.ok());
    for (SegmentDescription segment : segments(collection)) {
      if (segment.flushed()) {
        answer.addInfos(
            PersistentSegmentInfo.newBuilder()
                .setSegmentID(segment.id())
                .setCollectionID(collection.id())
                .setPartitionID(segment.partitionId())
                .setNumRows(segment.liveRows())
                .setState(SegmentState.Flushed)
                .setLevel(SegmentLevel.L1)
                .setIsSorted(false));
      }
    }
    return answer.build();
  }

  private GetQuerySegmentInfoResponse loaded(GetQuerySegmentInfoRequest request) {
    Collection collection = collection(request.getDbName(), request.getCollectionName());
    GetQuerySegmentInfoResponse.Builder answer =
        GetQuerySegmentInfoResponse.newBuilder().setStatus(Statuses.ok());
    if (collection.loadState() == LoadState.LOADED) {
      for (SegmentDescription segment : segments(collection)) {
        answer.addInfos(
            QuerySegmentInfo.newBuilder()
                .setSegmentID(segment.id())
                .setCollectionID(collection.id())
                .setPartitionID(segment.partitionId())
                .setNumRows(segment.liveRows())
                .setMemSize(segment.bytes())
                .addNodeIds(NODE)
                .setState(segment.flushed() ? SegmentState.Sealed : SegmentState.Growing)
                .setLevel(SegmentLevel.L1));
      }
    }
    return answer.build();
  }

  private GetReplicasResponse replicas(GetReplicasRequest request) {
    Collection collection = collection(request.getDbName(), request.getCollectionName());
    GetReplicasResponse.Builder answer = GetReplicasResponse.newBuilder().setStatus(Statuses.ok());
    if (collection.loadState() == LoadState.LOADED) {
      answer.addReplicas(
          ReplicaInfo.newBuilder()
              .setReplicaID(NODE)
              .setCollectionID(collection.id())
              .addNodeIds(NODE));
    }
    return answer.build();
  }

  private Collection collection(String database, String name) {
    return engine.definitions().collection(Databases.of(database), name);
  }

  private List<SegmentDescription> segments(Collection collection) {
    return engine.segments(collection.database(), collection.name());
  }
}
