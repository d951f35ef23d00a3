package dev.aerie.server.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.aerie.server.lifecycle.Drain;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.milvus.grpc.MilvusServiceGrpc;
import io.quarkus.grpc.GrpcService;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * The Milvus service on gRPC. Every call of the definition is bound to the {@link Dispatcher},
 * which answers those it does not have as well, so that a client always gets a status with a
 * sentence.
 */
@GrpcService
public class MilvusService implements BindableService {
  private static final Metadata.Key<String> DATABASE =
      Metadata.Key.of("dbname", Metadata.ASCII_STRING_MARSHALLER);

  private static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of(Origin.REQUEST_ID, Metadata.ASCII_STRING_MARSHALLER);

  private final Dispatcher dispatcher;
  private final Drain drain;

  MilvusService(Dispatcher dispatcher, Drain drain) {
    this.dispatcher = dispatcher;
    this.drain = drain;
  }

  @Override
  public ServerServiceDefinition bindService() {
    ServerServiceDefinition.Builder service =
        ServerServiceDefinition.builder(MilvusServiceGrpc.getServiceDescriptor());
    for (MethodDescriptor<?, ?> method : MilvusServiceGrpc.getServiceDescriptor().getMethods()) {
      bind(service, method);
    }
    return service.build();
  }

  @SuppressWarnings("unchecked") // all messages of the service are generated ones
  private void bind(ServerServiceDefinition.Builder service, MethodDescriptor<?, ?> method) {
    MethodDescriptor<Message, Message> typed = (MethodDescriptor<Message, Message>) method;
    service.addMethod(
        typed,
        typed.getType() == MethodType.UNARY ? new Unary(typed) : MilvusService::refuseStream);
  }

  /** A request that names no database is about the one that the connection is for. */
  private static Message inDatabase(Message request, String database) {
    FieldDescriptor field = request.getDescriptorForType().findFieldByName("db_name");
    boolean open = field != null && request.getField(field).equals("");
    return open ? request.toBuilder().setField(field, database).build() : request;
  }

  private static Origin origin(ServerCall<Message, Message> call, Metadata headers) {
    SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    Origin origin =
        Origin.of(
            Optional.ofNullable(headers.get(WriterChannel.AUTHORIZATION)),
            address instanceof InetSocketAddress inet ? inet.getHostString() : "",
            Optional.ofNullable(headers.get(WriterChannel.TRACE_PARENT)),
            Optional.ofNullable(headers.get(REQUEST_ID)));
    return Optional.ofNullable(headers.get(WriterChannel.PASSED_ON_TO))
        .map(
            writer ->
                origin.passedOn(
                    writer,
                    Optional.ofNullable(headers.get(WriterChannel.CLIENT_ADDRESS)).orElse("")))
        .orElse(origin);
  }

  private static ServerCall.Listener<Message> refuseStream(
      ServerCall<Message, Message> call, Metadata headers) {
    return refuse(
        call,
        Status.UNIMPLEMENTED.withDescription(
            call.getMethodDescriptor().getBareMethodName() + " is not supported by this server"));
  }

  private static ServerCall.Listener<Message> refuse(
      ServerCall<Message, Message> call, Status status) {
    call.close(status, new Metadata());
    return new ServerCall.Listener<>() {};
  }

  /** Takes the one request of a call and answers it on a virtual thread of its own. */
  private final class Unary implements ServerCallHandler<Message, Message> {
    private final MethodDescriptor<Message, Message> method;
    private final Message prototype;

    Unary(MethodDescriptor<Message, Message> method) {
      this.method = method;
      this.prototype =
          ((PrototypeMarshaller<Message>) method.getResponseMarshaller()).getMessagePrototype();
    }

    @Override
    public ServerCall.Listener<Message> startCall(
        ServerCall<Message, Message> call, Metadata headers) {
      if (drain.refuses()) {
        return refuse(call, Status.UNAVAILABLE.withDescription(Drain.REFUSAL));
      }
      Origin origin = origin(call, headers);
      Optional<String> database = Optional.ofNullable(headers.get(DATABASE));
      call.request(2);
      return new ServerCall.Listener<>() {
        private Message request;

        @Override
        public void onMessage(Message message) {
          request = message;
        }

        @Override
        public void onHalfClose() {
          if (request == null) {
            call.close(Status.INTERNAL.withDescription("the call has no request"), new Metadata());
            return;
          }
          Message complete = database.map(name -> inDatabase(request, name)).orElse(request);
          Context context = CallStreams.current();
          Thread.startVirtualThread(context.wrap(() -> reply(call, complete, origin)));
        }
      };
    }

    private void reply(ServerCall<Message, Message> call, Message request, Origin origin) {
      if (Context.current().isCancelled()) {
        // Nobody waits any more; a write that happens nonetheless could undo what came after it.
        return;
      }
      Message answer = dispatcher.answer(method, request, prototype, origin);
      if (!Context.current().isCancelled()) {
        call.sendHeaders(new Metadata());
        call.sendMessage(answer);
        call.close(Status.OK, new Metadata());
      }
    }
  }
}
