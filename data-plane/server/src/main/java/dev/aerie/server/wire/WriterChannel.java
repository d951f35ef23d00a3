package dev.aerie.server.wire;

import dev.aerie.engine.epoch.Epoch;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.tls.PeerChannels;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Passes calls on to the pod that writes. Thread-safe. */
@ApplicationScoped
public class WriterChannel {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  static final Metadata.Key<String> TRACE_PARENT =
      Metadata.Key.of(Origin.TRACE_PARENT, Metadata.ASCII_STRING_MARSHALLER);

  static final Metadata.Key<String> PASSED_ON_TO =
      Metadata.Key.of(Origin.PASSED_ON_TO, Metadata.ASCII_STRING_MARSHALLER);

  static final Metadata.Key<String> CLIENT_ADDRESS =
      Metadata.Key.of(Origin.CLIENT_ADDRESS, Metadata.ASCII_STRING_MARSHALLER);

  private static final long DEADLINE_SECONDS = 60;
  private static final int MOST_BYTES = 256 << 20;

  private final PeerChannels peers;
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

  WriterChannel(PeerChannels peers) {
    this.peers = peers;
  }

  /**
   * The writer's answer.
   *
   * @throws EngineException {@link ErrorCode#NOT_WRITER} when no writer is known or it does not
   *     answer
   */
  @SuppressWarnings("unchecked") // the service definition ties a call's name to its types
  <Q, A> A pass(MethodDescriptor<?, A> method, Q request, Origin origin, Epoch epoch) {
    String address = epoch.address();
    if (address.isEmpty()) {
      throw new EngineException(
          ErrorCode.NOT_WRITER, "no pod of this cluster writes at the moment; try again shortly");
    }
    Metadata headers = new Metadata();
    headers.put(PASSED_ON_TO, epoch.writer().toString());
    headers.put(CLIENT_ADDRESS, origin.address());
    origin.authorization().ifPresent(value -> headers.put(AUTHORIZATION, value));
    headers.put(TRACE_PARENT, "00-%s-0000000000000001-00".formatted(origin.traceId()));
    ManagedChannel channel = channels.computeIfAbsent(address, this::open);
    try {
      return ClientCalls.blockingUnaryCall(
          io.grpc.ClientInterceptors.intercept(
              channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
          (MethodDescriptor<Q, A>) method,
          CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
          request);
    } catch (StatusRuntimeException e) {
      throw new EngineException(
          ErrorCode.NOT_WRITER,
          "the writing pod at %s does not answer (%s); try again shortly"
              .formatted(address, e.getStatus().getCode()),
          e);
    }
  }

  @PreDestroy
  void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
  }

  private ManagedChannel open(String address) {
    return peers.to(address).maxInboundMessageSize(MOST_BYTES).build();
  }
}
