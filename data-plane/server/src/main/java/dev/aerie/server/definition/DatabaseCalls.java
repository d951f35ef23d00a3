package dev.aerie.server.definition;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Database;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.server.access.Principal;
import dev.aerie.server.codec.Pairs;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.AlterDatabaseRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.DescribeDatabaseRequest;
import io.milvus.grpc.DescribeDatabaseResponse;
import io.milvus.grpc.DropDatabaseRequest;
import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.ListDatabasesResponse;
import io.milvus.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Making, describing, listing, altering and dropping databases. */
@ApplicationScoped
public class DatabaseCalls implements Calls {
  private final Engine engine;

  DatabaseCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.define("CreateDatabase", this::create),
        Call.define("DropDatabase", this::drop),
        Call.define("AlterDatabase", this::alter),
        Call.lookUp("ListDatabases", this::list),
        Call.lookUp("DescribeDatabase", this::describe));
  }

  private Status create(CreateDatabaseRequest request) {
    engine
        .definitions()
        .createDatabase(request.getDbName(), Pairs.toMap(request.getPropertiesList()));
    return Statuses.ok();
  }

  private Status drop(DropDatabaseRequest request) {
    engine.definitions().dropDatabase(request.getDbName());
    return Statuses.ok();
  }

  private Status alter(AlterDatabaseRequest request) {
    engine
        .definitions()
        .alterDatabase(
            request.getDbName(),
            Pairs.toMap(request.getPropertiesList()),
            List.copyOf(request.getDeleteKeysList()));
    return Statuses.ok();
  }

  private ListDatabasesResponse list(ListDatabasesRequest request) {
    ListDatabasesResponse.Builder answer =
        ListDatabasesResponse.newBuilder().setStatus(Statuses.ok());
    Principal caller = Principal.CALLER.get();
    for (Database database : engine.definitions().databases()) {
      if (!caller.sees(database.name(), Optional.empty())) {
        continue;
      }
      answer
          .addDbNames(database.name())
          .addDbIds(database.id())
          .addCreatedTimestamp(HybridClock.toMillis(database.createdTimestamp()));
    }
    return answer.build();
  }

  private DescribeDatabaseResponse describe(DescribeDatabaseRequest request) {
    Database database = engine.definitions().database(request.getDbName());
    return DescribeDatabaseResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setDbName(database.name())
        .setDbID(database.id())
        .setCreatedTimestamp(HybridClock.toMillis(database.createdTimestamp()))
        .addAllProperties(Pairs.of(database.properties()))
        .build();
  }
}
