package dev.aerie.server.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.access.AccessException;
import io.milvus.grpc.Status;

/**
 * Outcomes as Milvus clients expect them: inside an answer of gRPC status OK, since clients repeat
 * a call many times on any other gRPC status. Both codes are set: the old enumeration and the newer
 * number.
 */
public final class Statuses {
  /** Code of calls without a valid key. */
  public static final int UNAUTHENTICATED = 1800;

  /** Code of calls that their caller may not make. */
  public static final int FORBIDDEN = 1401;

  private static final int INTERNAL = 5;

  private Statuses() {}

  /** All went well. */
  public static Status ok() {
    return Status.newBuilder().setErrorCode(io.milvus.grpc.ErrorCode.Success).build();
  }

  /** What a failure looks like to the client. */
  public static Status of(Throwable failure) {
    return switch (failure) {
      case EngineException e -> of(e);
      case AccessException e ->
          status(
              e.isKnown() ? FORBIDDEN : UNAUTHENTICATED,
              io.milvus.grpc.ErrorCode.PermissionDenied,
              e.getMessage(),
              false);
      default ->
          status(
              INTERNAL,
              io.milvus.grpc.ErrorCode.UnexpectedError,
              "internal error: " + failure + "; see the server's log",
              false);
    };
  }

  /** A call of Milvus's that this server does not answer. */
  public static Status unsupported(String call) {
    return of(
        new EngineException(ErrorCode.UNSUPPORTED, call + " is not supported by this server yet"));
  }

  private static Status of(EngineException e) {
    io.milvus.grpc.ErrorCode old =
        switch (e.code()) {
          case COLLECTION_NOT_FOUND -> io.milvus.grpc.ErrorCode.CollectionNotExists;
          case INDEX_NOT_FOUND -> io.milvus.grpc.ErrorCode.IndexNotExist;
          case SCHEMA_MISMATCH -> io.milvus.grpc.ErrorCode.SchemaMismatch;
          case RATE_LIMITED -> io.milvus.grpc.ErrorCode.RateLimit;
          case INVALID_ARGUMENT,
              ANSWER_TOO_LARGE,
              INVALID_VALUE,
              FILTER_SYNTAX,
              DIMENSION_MISMATCH,
              METRIC_MISMATCH ->
              io.milvus.grpc.ErrorCode.IllegalArgument;
          default -> io.milvus.grpc.ErrorCode.UnexpectedError;
        };
    return status(e.code().milvusCode(), old, e.getMessage(), e.code().retriable());
  }

  private static Status status(
      int code, io.milvus.grpc.ErrorCode old, String reason, boolean retriable) {
    return Status.newBuilder()
        .setCode(code)
        .setErrorCode(old)
        .setReason(reason)
        .setDetail(reason)
        .setRetriable(retriable)
        .build();
  }

  /** An answer of {@code prototype}'s type that holds nothing but this status. */
  public static Message answer(Message prototype, Status status) {
    if (prototype instanceof Status) {
      return status;
    }
    return with(prototype.getDefaultInstanceForType(), status);
  }

  /** An answer with another status, where its type has one. */
  static Message with(Message answer, Status status) {
    FieldDescriptor field = answer.getDescriptorForType().findFieldByName("status");
    return field == null ? answer : answer.toBuilder().setField(field, status).build();
  }

  /** The status in an answer, where its type has one. */
  public static Status statusOf(Message answer) {
    if (answer instanceof Status status) {
      return status;
    }
    FieldDescriptor field = answer.getDescriptorForType().findFieldByName("status");
    return field != null && answer.getField(field) instanceof Status status ? status : ok();
  }
}
