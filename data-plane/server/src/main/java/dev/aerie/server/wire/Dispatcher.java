package dev.aerie.server.wire;

import com.google.protobuf.Message;
import dev.aerie.engine.Engine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.access.Access;
import dev.aerie.server.access.AccessException;
import dev.aerie.server.access.Principal;
import dev.aerie.server.limit.RateLimits;
import io.grpc.MethodDescriptor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.milvus.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Answers calls: checks who calls, passes writes on from pods that don't write, turns failures into
 * statuses, and counts. gRPC and REST both come through here. Thread-safe.
 */
@ApplicationScoped
public class Dispatcher {
  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private static final double SLOWEST_OF_A_HUNDRED = 0.99;

  private final Map<String, Call<?, ?>> calls = new HashMap<>();
  private final Access access;
  private final Engine engine;
  private final WriterChannel writer;
  private final RateLimits limits;
  private final MeterRegistry meters;
  private final AtomicInteger active = new AtomicInteger();

  Dispatcher(
      Instance<Calls> all,
      Access access,
      Engine engine,
      WriterChannel writer,
      RateLimits limits,
      MeterRegistry meters) {
    for (Calls subject : all) {
      for (Call<?, ?> call : subject.calls()) {
        calls.put(call.name(), call);
      }
    }
    this.access = access;
    this.engine = engine;
    this.writer = writer;
    this.limits = limits;
    this.meters = meters;
    Gauge.builder("aerie.requests.active", active, AtomicInteger::get)
        .description("Calls under way")
        .register(meters);
  }

  /**
   * Answers a call; never throws.
   *
   * @param prototype an empty answer of the call's type
   */
  public <A extends Message> A answer(
      MethodDescriptor<?, A> method, Message request, A prototype, Optional<String> authorization) {
    String name = method.getBareMethodName();
    Timer.Sample sample = Timer.start(meters);
    active.incrementAndGet();
    A answer = attempt(method, name, request, prototype, authorization);
    active.decrementAndGet();
    Status status = Statuses.statusOf(answer);
    sample.stop(
        Timer.builder("aerie.requests")
            .description("Calls by name and outcome")
            .tag("call", name)
            .tag("code", Integer.toString(status.getCode()))
            .publishPercentiles(SLOWEST_OF_A_HUNDRED)
            .register(meters));
    LOG.debugf("%s code=%d", name, status.getCode());
    return answer;
  }

  @SuppressWarnings("unchecked") // the service definition ties a call's name to its types
  private <A extends Message> A attempt(
      MethodDescriptor<?, A> method,
      String name,
      Message request,
      A prototype,
      Optional<String> authorization) {
    try {
      Principal principal = access.principal(authorization);
      Call<Message, A> call = (Call<Message, A>) calls.get(name);
      if (call == null) {
        return (A) Statuses.answer(prototype, Statuses.unsupported(name));
      }
      access.require(principal, name, call.kind().needs(), request);
      limits.take(limit(call.kind()), name, request.getSerializedSize());
      return ScopedValue.where(Principal.CALLER, principal)
          .call(
              () ->
                  engine.isWriter()
                      ? call.handler().answer(request)
                      : answerAsReader(call, method, request, authorization));
    } catch (EngineException | AccessException e) {
      return (A) Statuses.answer(prototype, Statuses.of(e));
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s failed", name);
      return (A) Statuses.answer(prototype, Statuses.of(e));
    } catch (OutOfMemoryError e) {
      LOG.error(name + " needs more memory than there is", e);
      return (A)
          Statuses.answer(
              prototype,
              Statuses.of(
                  new EngineException(
                      ErrorCode.MEMORY_LIMIT, name + " needs more memory than this pod has", e)));
    }
  }

  private static RateLimits.Kind limit(Call.Kind kind) {
    return switch (kind) {
      case READ, LOOK_UP, INSPECT -> RateLimits.Kind.READ;
      case WRITE -> RateLimits.Kind.WRITE;
      case DEFINE -> RateLimits.Kind.DEFINE;
    };
  }

  private <A extends Message> A answerAsReader(
      Call<Message, A> call,
      MethodDescriptor<?, A> method,
      Message request,
      Optional<String> authorization) {
    return switch (call.kind()) {
      case READ -> answerOrCatchUp(call, request);
      case LOOK_UP, INSPECT -> {
        engine.catchUp();
        yield call.handler().answer(request);
      }
      case WRITE -> writer.pass(method, request, authorization, engine.status().writerAddress());
      case DEFINE -> {
        A answer = writer.pass(method, request, authorization, engine.status().writerAddress());
        engine.catchUp();
        yield answer;
      }
    };
  }

  /** What was refused for a definition may be right by the newest one. */
  private <A extends Message> A answerOrCatchUp(Call<Message, A> call, Message request) {
    try {
      return call.handler().answer(request);
    } catch (EngineException e) {
      if (!e.code().dependsOnDefinitions()) {
        throw e;
      }
      engine.catchUp();
      return call.handler().answer(request);
    }
  }
}
