package dev.aerie.server.wire;

import com.google.protobuf.Message;
import dev.aerie.server.access.Role;

/**
 * One call of the Milvus service that this server answers.
 *
 * @param name as in the service definition, e.g. {@code Insert}
 */
public record Call<Q extends Message, A extends Message>(
    String name, Kind kind, Handler<Q, A> handler) {

  /** What a call is about: who may make it, and which pods answer it. */
  public enum Kind {
    /** Reads rows, on any pod; it refuses only once it knows all of the log. */
    READ(Role.DATA_VIEWER),
    /** Reads definitions, on any pod that knows all of the log. */
    LOOK_UP(Role.DATA_VIEWER),
    /** Reads who may do what, on any pod that knows all of the log. */
    INSPECT(Role.DATA_ADMIN),
    /** Writes rows, on the pod that writes; others pass it on. */
    WRITE(Role.DATA_OPERATOR),
    /** Changes definitions, on the pod that writes; others pass it on and learn of the change. */
    DEFINE(Role.DATA_ADMIN);

    private final Role needs;

    Kind(Role needs) {
      this.needs = needs;
    }

    /** The least role that may make such calls. */
    public Role needs() {
      return needs;
    }
  }

  /** Answers a request, on a virtual thread; failures are thrown. */
  public interface Handler<Q extends Message, A extends Message> {
    A answer(Q request);
  }

  public static <Q extends Message, A extends Message> Call<Q, A> read(
      String name, Handler<Q, A> handler) {
    return new Call<>(name, Kind.READ, handler);
  }

  public static <Q extends Message, A extends Message> Call<Q, A> lookUp(
      String name, Handler<Q, A> handler) {
    return new Call<>(name, Kind.LOOK_UP, handler);
  }

  public static <Q extends Message, A extends Message> Call<Q, A> inspect(
      String name, Handler<Q, A> handler) {
    return new Call<>(name, Kind.INSPECT, handler);
  }

  public static <Q extends Message, A extends Message> Call<Q, A> write(
      String name, Handler<Q, A> handler) {
    return new Call<>(name, Kind.WRITE, handler);
  }

  public static <Q extends Message, A extends Message> Call<Q, A> define(
      String name, Handler<Q, A> handler) {
    return new Call<>(name, Kind.DEFINE, handler);
  }
}
