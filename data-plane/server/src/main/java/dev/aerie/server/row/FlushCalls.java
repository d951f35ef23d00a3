package dev.aerie.server.row;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Database;
import dev.aerie.engine.catalog.SegmentDescription;
import dev.aerie.server.definition.Databases;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.CompactionState;
import io.milvus.grpc.FlushAllRequest;
import io.milvus.grpc.FlushAllResponse;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.GetCompactionPlansRequest;
import io.milvus.grpc.GetCompactionPlansResponse;
import io.milvus.grpc.GetCompactionStateRequest;
import io.milvus.grpc.GetCompactionStateResponse;
import io.milvus.grpc.GetFlushAllStateRequest;
import io.milvus.grpc.GetFlushAllStateResponse;
import io.milvus.grpc.GetFlushStateRequest;
import io.milvus.grpc.GetFlushStateResponse;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ManualCompactionRequest;
import io.milvus.grpc.ManualCompactionResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writing rows in memory to segments, and merging segments. Both are done when the call returns.
 */
@ApplicationScoped
public class FlushCalls implements Calls {
  private final Engine engine;
  private final AtomicLong compactions = new AtomicLong();

  FlushCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.write("Flush", this::flush),
        Call.read("GetFlushState", this::flushState),
        Call.write("ManualCompaction", this::compact),
        Call.read("GetCompactionState", this::compactionState),
        Call.read("GetCompactionStateWithPlans", this::compactionPlans),
        Call.write("FlushAll", this::flushAll),
        Call.read("GetFlushAllState", this::flushAllState));
  }

  private FlushResponse flush(FlushRequest request) {
    String database = Databases.of(request.getDbName());
    FlushResponse.Builder answer =
        FlushResponse.newBuilder().setStatus(Statuses.ok()).setDbName(database);
    for (String collection : request.getCollectionNamesList()) {
      engine.flush(database, collection);
      List<Long> segments =
          engine.segments(database, collection).stream().map(SegmentDescription::id).toList();
      LongArray ids = LongArray.newBuilder().addAllData(segments).build();
      answer
          .putCollSegIDs(collection, ids)
          .putFlushCollSegIDs(collection, ids)
          .putCollFlushTs(collection, engine.timestamp());
    }
    return answer.build();
  }

  private GetFlushStateResponse flushState(GetFlushStateRequest request) {
    return GetFlushStateResponse.newBuilder().setStatus(Statuses.ok()).setFlushed(true).build();
  }

  private ManualCompactionResponse compact(ManualCompactionRequest request) {
    String database = Databases.of(request.getDbName());
    String name =
        request.getCollectionName().isEmpty()
            ? engine.definitions().collections(database).stream()
                .filter(collection -> collection.id() == request.getCollectionID())
                .map(Collection::name)
                .findFirst()
                .orElse("")
            : request.getCollectionName();
    engine.compact(database, name);
    return ManualCompactionResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setCompactionID(compactions.incrementAndGet())
        .build();
  }

  private GetCompactionStateResponse compactionState(GetCompactionStateRequest request) {
    return GetCompactionStateResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setState(CompactionState.Completed)
        .build();
  }

  /** Merges are done when their call returns, so no plans are left. */
  private GetCompactionPlansResponse compactionPlans(GetCompactionPlansRequest request) {
    return GetCompactionPlansResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setState(CompactionState.Completed)
        .build();
  }

  private FlushAllResponse flushAll(FlushAllRequest request) {
    List<Database> databases =
        request.getDbName().isEmpty()
            ? engine.definitions().databases()
            : List.of(engine.definitions().database(request.getDbName()));
    for (Database database : databases) {
      for (Collection collection : engine.definitions().collections(database.name())) {
        engine.flush(database.name(), collection.name());
      }
    }
    return FlushAllResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setFlushAllTs(engine.timestamp())
        .build();
  }

  private GetFlushAllStateResponse flushAllState(GetFlushAllStateRequest request) {
    return GetFlushAllStateResponse.newBuilder().setStatus(Statuses.ok()).setFlushed(true).build();
  }
}
