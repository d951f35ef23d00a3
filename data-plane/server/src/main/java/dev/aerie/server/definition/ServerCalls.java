package dev.aerie.server.definition;

import dev.aerie.engine.Engine;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.AllocTimestampResponse;
import io.milvus.grpc.CheckHealthRequest;
import io.milvus.grpc.CheckHealthResponse;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.ConnectResponse;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.ServerInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What clients ask of the server itself. */
@ApplicationScoped
public class ServerCalls implements Calls {
  /** The Milvus release whose calls these are. */
  public static final String MILVUS_VERSION = "2.6.22";

  private final Engine engine;
  private final AtomicLong connections = new AtomicLong();

  ServerCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.read("Connect", this::connect),
        Call.read("GetVersion", this::version),
        Call.read("CheckHealth", this::health),
        Call.read("AllocTimestamp", this::timestamp));
  }

  private ConnectResponse connect(ConnectRequest request) {
    return ConnectResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setIdentifier(connections.incrementAndGet())
        .setServerInfo(ServerInfo.newBuilder().setBuildTags(MILVUS_VERSION).setDeployMode("aerie"))
        .build();
  }

  private GetVersionResponse version(GetVersionRequest request) {
    return GetVersionResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setVersion(MILVUS_VERSION)
        .build();
  }

  private CheckHealthResponse health(CheckHealthRequest request) {
    return CheckHealthResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setIsHealthy(engine.isReady())
        .build();
  }

  private AllocTimestampResponse timestamp(AllocTimestampRequest request) {
    return AllocTimestampResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setTimestamp(engine.timestamp())
        .build();
  }
}
