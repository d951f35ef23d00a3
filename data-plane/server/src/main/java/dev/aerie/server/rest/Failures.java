package dev.aerie.server.rest;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.Status;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Failures as REST clients expect them: HTTP 200 with a code, but 401 where the key is no good and
 * 403 where it may not do this, so that proxies and plain HTTP clients notice, and 404 where there
 * is no such call.
 */
public class Failures {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  @ServerExceptionMapper
  public Response refused(Refusal refusal) {
    return response(refusal.status());
  }

  @ServerExceptionMapper
  public Response wrongInput(EngineException e) {
    return response(Statuses.of(e));
  }

  @ServerExceptionMapper
  public Response unknown(NotFoundException e, UriInfo uri) {
    return response(
        NOT_FOUND,
        Answer.failed(
            ErrorCode.UNSUPPORTED.milvusCode(),
            uri.getPath() + " is not supported by this server"));
  }

  private static Response response(Status status) {
    int httpStatus =
        switch (status.getCode()) {
          case Statuses.UNAUTHENTICATED -> UNAUTHORIZED;
          case Statuses.FORBIDDEN -> FORBIDDEN;
          default -> OK;
        };
    return response(httpStatus, Answer.failed(status.getCode(), status.getReason()));
  }

  private static Response response(int httpStatus, Answer answer) {
    return Response.status(httpStatus).type(MediaType.APPLICATION_JSON_TYPE).entity(answer).build();
  }
}
