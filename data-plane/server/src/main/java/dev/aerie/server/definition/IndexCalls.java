package dev.aerie.server.definition;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.IndexProgress;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.indextype.IndexType;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import dev.aerie.server.codec.Pairs;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.AlterIndexRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.DropIndexRequest;
import io.milvus.grpc.GetIndexBuildProgressRequest;
import io.milvus.grpc.GetIndexBuildProgressResponse;
import io.milvus.grpc.GetIndexStateRequest;
import io.milvus.grpc.GetIndexStateResponse;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.IndexState;
import io.milvus.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Making, describing, altering and dropping indexes. */
@ApplicationScoped
public class IndexCalls implements Calls {
  private static final String INDEX_TYPE = "index_type";
  private static final String METRIC_TYPE = "metric_type";
  private static final String AUTOINDEX = "AUTOINDEX";
  private static final long NOW = 0;

  private final Engine engine;

  IndexCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.define("CreateIndex", this::create),
        Call.define("AlterIndex", this::alter),
        Call.define("DropIndex", this::drop),
        Call.lookUp("DescribeIndex", this::describe),
        Call.lookUp("GetIndexState", this::state),
        Call.lookUp("GetIndexBuildProgress", this::progress));
  }

  private Status create(CreateIndexRequest request) {
    String database = Databases.of(request.getDbName());
    Map<String, String> params = new LinkedHashMap<>(Pairs.toMap(request.getExtraParamsList()));
    String type = Optional.ofNullable(params.remove(INDEX_TYPE)).orElse(AUTOINDEX);
    Optional<Metric> asked =
        Optional.ofNullable(params.remove(METRIC_TYPE))
            .filter(name -> !name.isEmpty())
            .map(Metric::parse);
    CollectionSchema schema =
        engine.definitions().collection(database, request.getCollectionName()).schema();
    Optional<Metric> metric =
        schema
            .find(request.getFieldName())
            .filter(field -> field.type().isVector())
            .map(field -> asked.orElseGet(() -> defaultMetric(schema, field)));
    IndexSpec unnamed = new IndexSpec(request.getFieldName(), "", type, metric, params);
    String name =
        request.getIndexName().isEmpty()
            ? request.getFieldName() + IndexType.path(unnamed)
            : request.getIndexName();
    engine
        .definitions()
        .createIndex(
            database,
            request.getCollectionName(),
            new IndexSpec(request.getFieldName(), name, type, metric, params));
    return Statuses.ok();
  }

  private static Metric defaultMetric(CollectionSchema schema, FieldSchema field) {
    return schema.functionOf(field.name()).isPresent()
        ? Metric.BM25
        : IndexType.defaultMetric(field.type());
  }

  private Status alter(AlterIndexRequest request) {
    engine
        .definitions()
        .alterIndex(
            Databases.of(request.getDbName()),
            request.getCollectionName(),
            request.getIndexName(),
            Pairs.toMap(request.getExtraParamsList()),
            List.copyOf(request.getDeleteKeysList()));
    return Statuses.ok();
  }

  private Status drop(DropIndexRequest request) {
    engine
        .definitions()
        .dropIndex(
            Databases.of(request.getDbName()),
            request.getCollectionName(),
            request.getIndexName().isEmpty() ? request.getFieldName() : request.getIndexName());
    return Statuses.ok();
  }

  private DescribeIndexResponse describe(DescribeIndexRequest request) {
    List<IndexProgress> found =
        indexes(
            request.getDbName(),
            request.getCollectionName(),
            request.getFieldName(),
            request.getIndexName());
    if (found.isEmpty()) {
      throw new EngineException(
          ErrorCode.INDEX_NOT_FOUND,
          "index not found: collection '%s' has no index '%s'"
              .formatted(
                  request.getCollectionName(), request.getIndexName() + request.getFieldName()));
    }
    return DescribeIndexResponse.newBuilder()
        .setStatus(Statuses.ok())
        .addAllIndexDescriptions(
            found.stream().map(index -> description(index, request.getTimestamp())).toList())
        .build();
  }

  private static IndexDescription description(IndexProgress index, long timestamp) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put(INDEX_TYPE, index.spec().indexType());
    index.spec().metric().ifPresent(metric -> params.put(METRIC_TYPE, metric.name()));
    params.putAll(index.spec().params());
    return IndexDescription.newBuilder()
        .setIndexName(index.spec().name())
        .setFieldName(index.spec().field())
        .addAllParams(Pairs.of(params))
        .setTotalRows(index.totalRows())
        .setIndexedRows(index.indexedRows())
        .setPendingIndexRows(index.pendingRows())
        .setState(stateOf(List.of(index), timestamp))
        .build();
  }

  private GetIndexStateResponse state(GetIndexStateRequest request) {
    List<IndexProgress> found =
        indexes(
            request.getDbName(),
            request.getCollectionName(),
            request.getFieldName(),
            request.getIndexName());
    return GetIndexStateResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setState(stateOf(found, NOW))
        .build();
  }

  /**
   * A client that waits for an index names the time it began, so that rows which come meanwhile
   * don't keep it waiting.
   */
  private static IndexState stateOf(List<IndexProgress> indexes, long timestamp) {
    if (indexes.isEmpty()) {
      return IndexState.IndexStateNone;
    }
    boolean finished =
        indexes.stream()
            .allMatch(index -> timestamp == NOW ? index.finished() : index.finishedUpTo(timestamp));
    return finished ? IndexState.Finished : IndexState.InProgress;
  }

  private GetIndexBuildProgressResponse progress(GetIndexBuildProgressRequest request) {
    List<IndexProgress> found =
        indexes(
            request.getDbName(),
            request.getCollectionName(),
            request.getFieldName(),
            request.getIndexName());
    return GetIndexBuildProgressResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setIndexedRows(found.stream().mapToLong(IndexProgress::indexedRows).sum())
        .setTotalRows(found.stream().mapToLong(IndexProgress::totalRows).sum())
        .build();
  }

  private List<IndexProgress> indexes(
      String database, String collection, String field, String name) {
    return engine.definitions().indexes(Databases.of(database), collection).stream()
        .filter(index -> field.isEmpty() || index.spec().field().equals(field))
        .filter(index -> name.isEmpty() || index.spec().name().equals(name))
        .toList();
  }
}
