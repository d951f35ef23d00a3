package dev.aerie.server.rest;

import dev.aerie.engine.error.EngineException;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.Status;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Failures as REST clients expect them: HTTP 200 with a code, but 401 where the key is no good, so
 * that proxies and plain HTTP clients notice.
 */
public class Failures {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  @ServerExceptionMapper
  public Response refused(Refusal refusal) {
    return response(refusal.status());
  }

  @ServerExceptionMapper
  public Response wrongInput(EngineException e) {
    return response(Statuses.of(e));
  }

  private static Response response(Status status) {
    return Response.status(status.getCode() == Statuses.UNAUTHENTICATED ? UNAUTHORIZED : OK)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(Answer.failed(status.getCode(), status.getReason()))
        .build();
  }
}
