package dev.aerie.server.row;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.FilterParser;
import dev.aerie.engine.query.MutationResult;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.server.codec.FieldWriter;
import dev.aerie.server.codec.RowReader;
import dev.aerie.server.codec.Templates;
import dev.aerie.server.definition.Databases;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.UpsertRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;

/** Inserts, upserts and deletes. */
@ApplicationScoped
public class WriteCalls implements Calls {
  private final Engine engine;

  WriteCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.write("Insert", this::insert),
        Call.write("Upsert", this::upsert),
        Call.write("Delete", this::delete));
  }

  private io.milvus.grpc.MutationResult insert(InsertRequest request) {
    MutationResult result =
        engine.insert(
            rows(
                request.getDbName(),
                request.getCollectionName(),
                request.getPartitionName(),
                request.getFieldsDataList(),
                request.getNumRows(),
                request.getSchemaTimestamp()));
    return answer(result).setInsertCnt(result.count()).build();
  }

  private io.milvus.grpc.MutationResult upsert(UpsertRequest request) {
    WriteRequest given =
        rows(
            request.getDbName(),
            request.getCollectionName(),
            request.getPartitionName(),
            request.getFieldsDataList(),
            request.getNumRows(),
            request.getSchemaTimestamp());
    ArrayChanges arrays = ArrayChanges.of(request.getFieldOpsList(), given.rows());
    boolean partial = request.getPartialUpdate() || !arrays.isEmpty();
    MutationResult result = engine.upsert(partial ? completed(given, arrays) : given);
    return answer(result).setUpsertCnt(result.count()).setInsertCnt(result.count()).build();
  }

  private WriteRequest completed(WriteRequest given, ArrayChanges arrays) {
    Collection collection = engine.definitions().collection(given.database(), given.collection());
    return new WriteRequest(
        given.database(),
        given.collection(),
        given.partition(),
        PartialUpdate.complete(engine, given.database(), collection, given.rows(), arrays));
  }

  private io.milvus.grpc.MutationResult delete(DeleteRequest request) {
    String database = Databases.of(request.getDbName());
    Collection collection = engine.definitions().collection(database, request.getCollectionName());
    if (request.getExpr().isBlank()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "delete needs ids or a filter: an empty one is refused");
    }
    MutationResult result =
        engine.delete(
            new dev.aerie.engine.query.DeleteRequest(
                database,
                request.getCollectionName(),
                request.getPartitionName(),
                FilterParser.parse(
                    request.getExpr(),
                    collection.schema(),
                    Templates.values(request.getExprTemplateValuesMap()))));
    return answered(result).setDeleteCnt(result.count()).build();
  }

  private static io.milvus.grpc.MutationResult.Builder answer(MutationResult result) {
    return answered(result)
        .setIDs(FieldWriter.ids(result.primaryKeys()))
        .addAllSuccIndex(IntStream.range(0, result.primaryKeys().size()).boxed().toList());
  }

  /**
   * Without keys, of which a delete may have had any number: clients take those for all there is.
   */
  private static io.milvus.grpc.MutationResult.Builder answered(MutationResult result) {
    return io.milvus.grpc.MutationResult.newBuilder()
        .setStatus(Statuses.ok())
        .setAcknowledged(true)
        .setTimestamp(result.timestamp());
  }

  private WriteRequest rows(
      String database,
      String collection,
      String partition,
      List<FieldData> fields,
      int count,
      long schemaTimestamp) {
    Collection definition = engine.definitions().collection(Databases.of(database), collection);
    requireNewest(definition, schemaTimestamp);
    return new WriteRequest(
        Databases.of(database),
        collection,
        partition,
        RowReader.read(definition.schema(), fields, count));
  }

  /** A client that names the schema it knows has to know the present one. */
  private static void requireNewest(Collection collection, long schemaTimestamp) {
    if (schemaTimestamp != 0 && schemaTimestamp != collection.schemaTimestamp()) {
      throw new EngineException(
          ErrorCode.SCHEMA_MISMATCH,
          "collection schema mismatch[collection=%s]: describe the collection again"
              .formatted(collection.name()));
    }
  }
}
