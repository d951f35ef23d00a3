package dev.aerie.server.rest;

import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.lifecycle.Drain;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses calls that come when the process is about to end. */
public class DrainFilter {
  private final Drain drain;

  DrainFilter(Drain drain) {
    this.drain = drain;
  }

  @ServerRequestFilter
  public Optional<Response> refuse() {
    return drain.refuses()
        ? Optional.of(
            Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, 1)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Answer.failed(ErrorCode.NOT_READY.milvusCode(), Drain.REFUSAL))
                .build())
        : Optional.empty();
  }
}
