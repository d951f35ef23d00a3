package dev.aerie.server.rehearsal;

import com.google.protobuf.ByteString;
import dev.aerie.server.codec.Pairs;
import dev.aerie.server.json.RowEncoder;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DslType;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceBlockingStub;
import io.milvus.grpc.PlaceholderGroup;
import io.milvus.grpc.PlaceholderType;
import io.milvus.grpc.PlaceholderValue;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.SearchRequest;
import io.milvus.grpc.Status;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** A client of gRPC. */
final class GrpcCalls implements AutoCloseable {
  private static final int FIRST_ROW = 1_000_000;

  private final ManagedChannel channel;
  private final MilvusServiceBlockingStub milvus;

  GrpcCalls(int port) {
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    milvus = MilvusServiceGrpc.newBlockingStub(channel);
  }

  /** What clients call before anything else. */
  void greet() {
    require(milvus.connect(ConnectRequest.getDefaultInstance()).getStatus());
  }

  /** Writes a row, searches and looks up. */
  void read(int number) {
    CollectionSchema schema = schema();
    require(
        milvus
            .insert(
                InsertRequest.newBuilder()
                    .setCollectionName(Rows.COLLECTION)
                    .setNumRows(1)
                    .addAllFieldsData(
                        RowEncoder.columns(schema, Rows.numbered(FIRST_ROW + number, 1)))
                    .build())
            .getStatus());
    for (String filter : List.of("", Rows.FILTER)) {
      require(milvus.search(search(number, filter)).getStatus());
    }
    require(
        milvus
            .query(
                QueryRequest.newBuilder()
                    .setCollectionName(Rows.COLLECTION)
                    .setExpr("id in [%d]".formatted(number))
                    .addOutputFields("word")
                    .setUseDefaultConsistency(true)
                    .build())
            .getStatus());
  }

  private CollectionSchema schema() {
    var described =
        milvus.describeCollection(
            DescribeCollectionRequest.newBuilder().setCollectionName(Rows.COLLECTION).build());
    require(described.getStatus());
    return described.getSchema();
  }

  private static SearchRequest search(int number, String filter) {
    return SearchRequest.newBuilder()
        .setCollectionName(Rows.COLLECTION)
        .setDsl(filter)
        .setDslType(DslType.BoolExprV1)
        .setNq(1)
        .setPlaceholderGroup(placeholders(Rows.vector(number)))
        .addOutputFields("word")
        .addAllSearchParams(
            Pairs.of(Map.of("anns_field", Rows.VECTOR, "topk", "3", "metric_type", Rows.METRIC)))
        .setUseDefaultConsistency(true)
        .build();
  }

  private static ByteString placeholders(List<Float> vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    vector.forEach(bytes::putFloat);
    return PlaceholderGroup.newBuilder()
        .addPlaceholders(
            PlaceholderValue.newBuilder()
                .setTag("$0")
                .setType(PlaceholderType.FloatVector)
                .addValues(ByteString.copyFrom(bytes.flip())))
        .build()
        .toByteString();
  }

  /** Writes the rows to a segment. */
  void flush() {
    require(
        milvus
            .flush(FlushRequest.newBuilder().addCollectionNames(Rows.COLLECTION).build())
            .getStatus());
  }

  private static void require(Status status) {
    if (status.getCode() != 0) {
      throw new IllegalStateException(
          "a call failed with %d: %s".formatted(status.getCode(), status.getReason()));
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
