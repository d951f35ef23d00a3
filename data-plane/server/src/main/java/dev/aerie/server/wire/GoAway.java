package dev.aerie.server.wire;

import dev.aerie.server.lifecycle.Drain;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Tells clients that call too late not to call on this connection again (GOAWAY, RFC 9113 section
 * 6.8); calls under way are answered on it. A client that is only refused tries again where it was
 * refused: the channels of a gRPC client to one address share a connection, so that pymilvus, which
 * opens a new channel then, comes back to this pod and gives up. Thread-safe.
 */
@ApplicationScoped
public class GoAway {
  private static final int NO_ERROR = 0;

  private final Drain drain;

  GoAway(Drain drain) {
    this.drain = drain;
  }

  void watch(@Observes Filters filters) {
    filters.register(this::leave, CallStreams.PRIORITY);
  }

  private void leave(RoutingContext call) {
    if (drain.refuses() && call.request().version() == HttpVersion.HTTP_2) {
      call.request().connection().goAway(NO_ERROR);
    }
    call.next();
  }
}
