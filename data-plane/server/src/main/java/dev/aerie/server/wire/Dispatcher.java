package dev.aerie.server.wire;

import com.google.protobuf.Message;
import dev.aerie.engine.Engine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.Cancellation;
import dev.aerie.server.access.Access;
import dev.aerie.server.access.AccessException;
import dev.aerie.server.access.Principal;
import dev.aerie.server.limit.RateLimits;
import dev.aerie.server.storage.StorageProbe;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.milvus.grpc.Status;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
  private final StorageProbe storage;
  private final WriterChannel writer;
  private final RateLimits limits;
  private final CallRecorder recorder;
  private final MeterRegistry meters;
  private final AtomicInteger active = new AtomicInteger();

  Dispatcher(
      Instance<Calls> all,
      Access access,
      Engine engine,
      StorageProbe storage,
      WriterChannel writer,
      RateLimits limits,
      CallRecorder recorder,
      MeterRegistry meters) {
    for (Calls subject : all) {
      for (Call<?, ?> call : subject.calls()) {
        calls.put(call.name(), call);
      }
    }
    this.access = access;
    this.engine = engine;
    this.storage = storage;
    this.writer = writer;
    this.limits = limits;
    this.recorder = recorder;
    this.meters = meters;
    Gauge.builder("aerie.requests.active", active, AtomicInteger::get)
        .description("Calls under way")
        .register(meters);
  }

  /**
   * Makes this at start and not with the first call: else a pod that was never called would not
   * tell that, the cluster would never sleep, and the first call would wait for it.
   */
  void start(@Observes StartupEvent event) {}

  /**
   * Answers a call; never throws. A read ends early once the context of this thread is cancelled.
   *
   * @param prototype an empty answer of the call's type
   */
  public <A extends Message> A answer(
      MethodDescriptor<?, A> method, Message request, A prototype, Origin origin) {
    String name = method.getBareMethodName();
    long start = System.nanoTime();
    Answered<A> answered = counted(method, name, request, prototype, origin);
    Status status = Statuses.statusOf(answered.answer());
    long nanos = System.nanoTime() - start;
    Timer.builder("aerie.requests")
        .description("Calls by name and outcome")
        .tag("call", name)
        .tag("code", Integer.toString(status.getCode()))
        .publishPercentiles(SLOWEST_OF_A_HUNDRED)
        .register(meters)
        .record(nanos, TimeUnit.NANOSECONDS);
    recorder.record(
        Optional.ofNullable(calls.get(name)).map(Call::kind),
        name,
        request,
        origin,
        answered.caller(),
        status.getCode(),
        nanos);
    return answered.answer();
  }

  private <A extends Message> Answered<A> counted(
      MethodDescriptor<?, A> method, String name, Message request, A prototype, Origin origin) {
    active.incrementAndGet();
    try {
      return attempt(method, name, request, prototype, origin);
    } finally {
      active.decrementAndGet();
    }
  }

  private <A extends Message> Answered<A> attempt(
      MethodDescriptor<?, A> method, String name, Message request, A prototype, Origin origin) {
    Caller caller = Caller.UNKNOWN;
    try {
      origin.passedOnTo().ifPresent(this::requireToBe);
      Principal principal = access.principal(origin.authorization(), origin.address());
      caller = Caller.of(principal);
      return new Answered<>(serve(principal, method, request, prototype, origin), caller);
    } catch (AccessException e) {
      return Answered.failed(prototype, e, caller.refused(e));
    } catch (EngineException e) {
      return Answered.failed(prototype, e, caller);
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s failed", name);
      return Answered.failed(prototype, e, caller);
    } catch (OutOfMemoryError e) {
      LOG.error(name + " needs more memory than there is", e);
      return Answered.failed(
          prototype,
          new EngineException(
              ErrorCode.MEMORY_LIMIT, name + " needs more memory than this pod has", e),
          caller);
    }
  }

  @SuppressWarnings("unchecked") // the service definition ties a call's name to its types
  private <A extends Message> A serve(
      Principal principal,
      MethodDescriptor<?, A> method,
      Message request,
      A prototype,
      Origin origin) {
    String name = method.getBareMethodName();
    Call<Message, A> call = (Call<Message, A>) calls.get(name);
    if (call == null) {
      return (A) Statuses.answer(prototype, Statuses.unsupported(name));
    }
    access.require(principal, name, call.kind().needs(), request);
    storage.requireKey();
    limits.take(limit(call.kind()), name, request.getSerializedSize());
    return ScopedValue.where(Principal.CALLER, principal)
        .where(Cancellation.CURRENT, Context.current()::isCancelled)
        .call(
            () ->
                engine.isWriter()
                    ? answerAsWriter(call, request)
                    : answerAsReader(call, method, request, origin));
  }

  /**
   * Refuses what was passed on for another writer. Pods that each took the other for the writer
   * would pass a call to and fro, and it could happen long after its client gave it up; and who can
   * not name this writer is no pod, and not to be believed about the client.
   */
  private void requireToBe(String writer) {
    if (!engine.isWriter() || !writer.equals(engine.epoch().writer().toString())) {
      throw new EngineException(
          ErrorCode.NOT_WRITER, "the writer of this cluster is changing; try again shortly");
    }
  }

  private static RateLimits.Kind limit(Call.Kind kind) {
    return switch (kind) {
      case READ, LOOK_UP, INSPECT -> RateLimits.Kind.READ;
      case WRITE -> RateLimits.Kind.WRITE;
      case DEFINE -> RateLimits.Kind.DEFINE;
    };
  }

  private static <A extends Message> A answerAsWriter(Call<Message, A> call, Message request) {
    return call.kind() == Call.Kind.READ
        ? ReadTraffic.told(() -> call.handler().answer(request))
        : call.handler().answer(request);
  }

  private <A extends Message> A answerAsReader(
      Call<Message, A> call, MethodDescriptor<?, A> method, Message request, Origin origin) {
    return switch (call.kind()) {
      case READ -> ReadTraffic.told(() -> answerOrCatchUp(call, request));
      case LOOK_UP, INSPECT -> {
        engine.catchUp();
        yield call.handler().answer(request);
      }
      case WRITE -> writer.pass(method, request, origin, engine.epoch());
      case DEFINE -> {
        A answer = writer.pass(method, request, origin, engine.epoch());
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

  /** An answer and who gets it. */
  private record Answered<A>(A answer, Caller caller) {
    @SuppressWarnings("unchecked") // the answer is of the prototype's type
    static <A extends Message> Answered<A> failed(A prototype, Exception failure, Caller caller) {
      return new Answered<>((A) Statuses.answer(prototype, Statuses.of(failure)), caller);
    }
  }
}
