package dev.aerie.server.rest;

import com.google.protobuf.Message;
import dev.aerie.server.wire.CallStreams;
import dev.aerie.server.wire.Dispatcher;
import dev.aerie.server.wire.Origin;
import dev.aerie.server.wire.Statuses;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.Status;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** Who makes a REST call, and the way from it to the calls of the Milvus service. */
@RequestScoped
public class Client {
  private static final String ALLOW_INT64 = "Accept-Type-Allow-Int64";

  private final Dispatcher dispatcher;
  private final HttpHeaders headers;
  private final Origin origin;

  Client(Dispatcher dispatcher, HttpHeaders headers, HttpServerRequest request) {
    this.dispatcher = dispatcher;
    this.headers = headers;
    this.origin =
        Origin.of(
            header(HttpHeaders.AUTHORIZATION),
            request.remoteAddress().hostAddress(),
            header(Origin.TRACE_PARENT),
            header(Origin.REQUEST_ID));
  }

  /**
   * The answer of a call.
   *
   * @throws Refusal when it is a failure
   */
  public <A extends Message> A call(MethodDescriptor<?, A> method, Message request) {
    A prototype = ((PrototypeMarshaller<A>) method.getResponseMarshaller()).getMessagePrototype();
    A answer = CallStreams.within(() -> dispatcher.answer(method, request, prototype, origin));
    Status status = Statuses.statusOf(answer);
    if (status.getErrorCode() != io.milvus.grpc.ErrorCode.Success || status.getCode() != 0) {
      throw new Refusal(status);
    }
    return answer;
  }

  /** The schema of the collection that a body names. */
  public CollectionSchema schema(Body body) {
    return call(
            MilvusServiceGrpc.getDescribeCollectionMethod(),
            DescribeCollectionRequest.newBuilder()
                .setDbName(body.database())
                .setCollectionName(body.collection())
                .build())
        .getSchema();
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(headers.getHeaderString(name));
  }

  /** Whether the client reads 64-bit numbers; otherwise they are sent as texts. */
  public boolean allowsInt64() {
    return !"false".equalsIgnoreCase(headers.getHeaderString(ALLOW_INT64));
  }
}
