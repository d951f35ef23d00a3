package dev.aerie.server.wire;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Supplier;

/**
 * The streams that calls arrive on. A client may give its call up at any moment; then the call's
 * {@linkplain #current() context} is cancelled and with it what was passed on for it. gRPC's own
 * flag of the call does not tell: the bridge to Vert.x looks no further than the request's end.
 * Thread-safe.
 */
@ApplicationScoped
public class CallStreams {
  private static final String CONTEXT = CallStreams.class.getName();

  /** Before all that could answer. */
  static final int PRIORITY = 10_000;

  void watch(@Observes Filters filters) {
    filters.register(CallStreams::watch, PRIORITY);
  }

  /** The context of the call that is being begun on this thread. */
  static Context current() {
    io.vertx.core.Context here = Vertx.currentContext();
    Context call = here == null ? null : here.getLocal(CONTEXT);
    return call == null ? Context.ROOT : call;
  }

  /** The answer of the REST call that this thread is at, within that call's context. */
  public static <A> A within(Supplier<A> answer) {
    Context call = current();
    Context outer = call.attach();
    try {
      return answer.get();
    } finally {
      call.detach(outer);
    }
  }

  private static void watch(RoutingContext call) {
    guard(call.request().connection());
    CancellableContext context = Context.ROOT.withCancellation();
    Vertx.currentContext().putLocal(CONTEXT, context);
    call.addEndHandler(ended -> context.cancel(ended.cause()));
    call.next();
  }

  private static void guard(HttpConnection connection) {
    var pipeline = ((ConnectionBase) connection).channel().pipeline();
    if (pipeline.get(ClosedStreams.class) == null) {
      pipeline.addFirst(ClosedStreams.DROPPED);
    }
  }
}
