package dev.aerie.server.definition;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.catalog.Definitions;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.ConsistencyLevel;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.server.access.Principal;
import dev.aerie.server.codec.Pairs;
import dev.aerie.server.codec.Schemas;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.GetCollectionStatisticsRequest;
import io.milvus.grpc.GetCollectionStatisticsResponse;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.RenameCollectionRequest;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.ShowType;
import io.milvus.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Making, describing, listing, renaming and dropping collections. */
@ApplicationScoped
public class CollectionCalls implements Calls {
  private final Engine engine;

  CollectionCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.define("CreateCollection", this::create),
        Call.define("DropCollection", this::drop),
        Call.define("RenameCollection", this::rename),
        Call.define("AlterCollection", this::alter),
        Call.lookUp("HasCollection", this::has),
        Call.lookUp("DescribeCollection", this::describe),
        Call.lookUp("ShowCollections", this::show),
        Call.lookUp("GetCollectionStatistics", this::statistics));
  }

  private Definitions definitions() {
    return engine.definitions();
  }

  private Status create(CreateCollectionRequest request) {
    Map<String, String> properties = Pairs.toMap(request.getPropertiesList());
    definitions()
        .createCollection(
            new CreateCollection(
                Databases.of(request.getDbName()),
                request.getCollectionName(),
                Schemas.fromWire(schema(request)),
                consistency(request.getConsistencyLevelValue()),
                Math.max(1, request.getShardsNum()),
                (int) request.getNumPartitions(),
                properties));
    return Statuses.ok();
  }

  private static CollectionSchema schema(CreateCollectionRequest request) {
    try {
      return CollectionSchema.parseFrom(request.getSchema());
    } catch (InvalidProtocolBufferException e) {
      throw new EngineException(
          ErrorCode.INVALID_SCHEMA, "the schema can't be read: " + e.getMessage(), e);
    }
  }

  private static ConsistencyLevel consistency(int number) {
    ConsistencyLevel[] levels = ConsistencyLevel.values();
    return number < levels.length ? levels[number] : ConsistencyLevel.BOUNDED;
  }

  private Status drop(DropCollectionRequest request) {
    definitions().dropCollection(Databases.of(request.getDbName()), request.getCollectionName());
    return Statuses.ok();
  }

  private Status rename(RenameCollectionRequest request) {
    definitions()
        .renameCollection(
            Databases.of(request.getDbName()),
            request.getOldName(),
            request.getNewDBName(),
            request.getNewName());
    return Statuses.ok();
  }

  private Status alter(AlterCollectionRequest request) {
    definitions()
        .alterProperties(
            Databases.of(request.getDbName()),
            request.getCollectionName(),
            Pairs.toMap(request.getPropertiesList()),
            List.copyOf(request.getDeleteKeysList()));
    return Statuses.ok();
  }

  private BoolResponse has(HasCollectionRequest request) {
    boolean there =
        definitions()
            .findCollection(Databases.of(request.getDbName()), request.getCollectionName())
            .isPresent();
    return BoolResponse.newBuilder().setStatus(Statuses.ok()).setValue(there).build();
  }

  private DescribeCollectionResponse describe(DescribeCollectionRequest request) {
    String database = Databases.of(request.getDbName());
    Collection collection = definitions().collection(database, request.getCollectionName());
    List<String> aliases =
        definitions().aliases(database).entrySet().stream()
            .filter(entry -> entry.getValue().equals(collection.name()))
            .map(Map.Entry::getKey)
            .toList();
    return DescribeCollectionResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setCollectionID(collection.id())
        .setCollectionName(collection.name())
        .setDbName(database)
        .setSchema(Schemas.toWire(collection.name(), collection.schema()))
        .setConsistencyLevelValue(collection.consistency().ordinal())
        .setShardsNum(collection.shards())
        .setNumPartitions(collection.partitions().size())
        .setCreatedTimestamp(collection.createdTimestamp())
        .setCreatedUtcTimestamp(HybridClock.toMillis(collection.createdTimestamp()))
        .setUpdateTimestamp(collection.schemaTimestamp())
        .setUpdateTimestampStr(Long.toString(collection.schemaTimestamp()))
        .addAllProperties(Pairs.of(collection.properties()))
        .addAllAliases(aliases)
        .build();
  }

  private ShowCollectionsResponse show(ShowCollectionsRequest request) {
    ShowCollectionsResponse.Builder answer =
        ShowCollectionsResponse.newBuilder().setStatus(Statuses.ok());
    String database = Databases.of(request.getDbName());
    Principal caller = Principal.CALLER.get();
    for (Collection collection : definitions().collections(database)) {
      boolean loaded = collection.loadState() == LoadState.LOADED;
      boolean asked = loaded || request.getType() != ShowType.InMemory;
      if (asked && caller.sees(database, Optional.of(collection.name()))) {
        answer
            .addCollectionNames(collection.name())
            .addCollectionIds(collection.id())
            .addCreatedTimestamps(collection.createdTimestamp())
            .addCreatedUtcTimestamps(HybridClock.toMillis(collection.createdTimestamp()))
            .addQueryServiceAvailable(loaded)
            .addShardsNum(collection.shards());
      }
    }
    return answer.build();
  }

  private GetCollectionStatisticsResponse statistics(GetCollectionStatisticsRequest request) {
    long rows =
        engine.rowCount(Databases.of(request.getDbName()), request.getCollectionName(), List.of());
    return GetCollectionStatisticsResponse.newBuilder()
        .setStatus(Statuses.ok())
        .addStats(Pairs.pair("row_count", Long.toString(rows)))
        .build();
  }
}
