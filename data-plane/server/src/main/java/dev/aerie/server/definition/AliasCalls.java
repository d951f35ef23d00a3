package dev.aerie.server.definition;

import dev.aerie.engine.Engine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.AlterAliasRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.DescribeAliasRequest;
import io.milvus.grpc.DescribeAliasResponse;
import io.milvus.grpc.DropAliasRequest;
import io.milvus.grpc.ListAliasesRequest;
import io.milvus.grpc.ListAliasesResponse;
import io.milvus.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Other names of collections. */
@ApplicationScoped
public class AliasCalls implements Calls {
  private final Engine engine;

  AliasCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.define("CreateAlias", this::create),
        Call.define("AlterAlias", this::alter),
        Call.define("DropAlias", this::drop),
        Call.lookUp("DescribeAlias", this::describe),
        Call.lookUp("ListAliases", this::list));
  }

  private Status create(CreateAliasRequest request) {
    engine
        .definitions()
        .createAlias(
            Databases.of(request.getDbName()), request.getCollectionName(), request.getAlias());
    return Statuses.ok();
  }

  private Status alter(AlterAliasRequest request) {
    engine
        .definitions()
        .alterAlias(
            Databases.of(request.getDbName()), request.getCollectionName(), request.getAlias());
    return Statuses.ok();
  }

  private Status drop(DropAliasRequest request) {
    engine.definitions().dropAlias(Databases.of(request.getDbName()), request.getAlias());
    return Statuses.ok();
  }

  private DescribeAliasResponse describe(DescribeAliasRequest request) {
    String database = Databases.of(request.getDbName());
    String collection = engine.definitions().aliases(database).get(request.getAlias());
    if (collection == null) {
      throw new EngineException(
          ErrorCode.ALIAS_NOT_FOUND, "alias '" + request.getAlias() + "' does not exist");
    }
    return DescribeAliasResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setDbName(database)
        .setAlias(request.getAlias())
        .setCollection(collection)
        .build();
  }

  private ListAliasesResponse list(ListAliasesRequest request) {
    String database = Databases.of(request.getDbName());
    String wanted =
        request.getCollectionName().isEmpty()
            ? ""
            : engine.definitions().collection(database, request.getCollectionName()).name();
    return ListAliasesResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setDbName(database)
        .setCollectionName(wanted)
        .addAllAliases(
            engine.definitions().aliases(database).entrySet().stream()
                .filter(entry -> wanted.isEmpty() || entry.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .toList())
        .build();
  }
}
