package dev.aerie.server.rest;

import io.milvus.grpc.Status;

/** A call that was answered with a failure. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  Refusal(Status status) {
    super(status.getReason());
    this.status = status;
  }

  Status status() {
    return status;
  }
}
