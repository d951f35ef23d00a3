package dev.aerie.server.rest;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import io.milvus.grpc.ConsistencyLevel;

/** Consistency levels by their names in JSON. */
final class Consistencies {
  private static final String NAME = "consistencyLevel";

  private Consistencies() {}

  /** The level that either object names; bounded where none does. */
  static ConsistencyLevel read(Body body, Body params) {
    String name = body.text(NAME, params.text(NAME, ConsistencyLevel.Bounded.name()));
    for (ConsistencyLevel level : ConsistencyLevel.values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    throw new EngineException(
        ErrorCode.INVALID_ARGUMENT,
        NAME + " has to be Strong, Session, Bounded or Eventually, not " + name);
  }

  /** Whether a read is as fresh as its collection says. */
  static boolean isLeftToTheCollection(Body body) {
    return !body.has(NAME);
  }

  /**
   * What a read with this level guarantees, as clients of gRPC state it; 0 where it is left to the
   * collection. A session has no state here, so only a read that sees every write surely sees the
   * caller's own.
   */
  static long guarantee(Body body) {
    if (isLeftToTheCollection(body)) {
      return 0;
    }
    return switch (read(body, body)) {
      case Strong, Session -> 0;
      case Eventually -> 1;
      default -> 2;
    };
  }
}
