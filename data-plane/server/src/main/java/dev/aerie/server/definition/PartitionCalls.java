package dev.aerie.server.definition;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.server.codec.Pairs;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.GetPartitionStatisticsRequest;
import io.milvus.grpc.GetPartitionStatisticsResponse;
import io.milvus.grpc.HasPartitionRequest;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowPartitionsResponse;
import io.milvus.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Making, listing and dropping partitions. */
@ApplicationScoped
public class PartitionCalls implements Calls {
  private final Engine engine;

  PartitionCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.define("CreatePartition", this::create),
        Call.define("DropPartition", this::drop),
        Call.lookUp("HasPartition", this::has),
        Call.lookUp("ShowPartitions", this::show),
        Call.lookUp("GetPartitionStatistics", this::statistics));
  }

  private Status create(CreatePartitionRequest request) {
    engine
        .definitions()
        .createPartition(
            Databases.of(request.getDbName()),
            request.getCollectionName(),
            request.getPartitionName());
    return Statuses.ok();
  }

  private Status drop(DropPartitionRequest request) {
    engine
        .definitions()
        .dropPartition(
            Databases.of(request.getDbName()),
            request.getCollectionName(),
            request.getPartitionName());
    return Statuses.ok();
  }

  private BoolResponse has(HasPartitionRequest request) {
    Collection collection = collection(request.getDbName(), request.getCollectionName());
    boolean there =
        collection.partitions().stream()
            .anyMatch(partition -> partition.name().equals(request.getPartitionName()));
    return BoolResponse.newBuilder().setStatus(Statuses.ok()).setValue(there).build();
  }

  private ShowPartitionsResponse show(ShowPartitionsRequest request) {
    ShowPartitionsResponse.Builder answer =
        ShowPartitionsResponse.newBuilder().setStatus(Statuses.ok());
    for (Partition partition :
        collection(request.getDbName(), request.getCollectionName()).partitions()) {
      answer
          .addPartitionNames(partition.name())
          .addPartitionIDs(partition.id())
          .addCreatedTimestamps(partition.createdTimestamp())
          .addCreatedUtcTimestamps(HybridClock.toMillis(partition.createdTimestamp()));
    }
    return answer.build();
  }

  private GetPartitionStatisticsResponse statistics(GetPartitionStatisticsRequest request) {
    long rows =
        engine.rowCount(
            Databases.of(request.getDbName()),
            request.getCollectionName(),
            List.of(request.getPartitionName()));
    return GetPartitionStatisticsResponse.newBuilder()
        .setStatus(Statuses.ok())
        .addStats(Pairs.pair("row_count", Long.toString(rows)))
        .build();
  }

  private Collection collection(String database, String name) {
    return engine.definitions().collection(Databases.of(database), name);
  }
}
