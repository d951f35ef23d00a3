package dev.aerie.server.wire;

import com.google.protobuf.Message;
import dev.aerie.server.access.Role;

/**
 * One call of the Milvus service that this server answers.
 *
 * @param name as in the service definition, e.g. {@code Insert}
 * @param needs the least role that may make it
 * @param write whether only the writer can answer; other pods pass the call on
 */
public record Call<Q extends Message, A extends Message>(
    String name, Role needs, boolean write, Handler<Q, A> handler) {

  /** Answers a request, on a virtual thread; failures are thrown. */
  public interface Handler<Q extends Message, A extends Message> {
    A answer(Q request);
  }

  /** A call that reads rows or definitions. */
  public static <Q extends Message, A extends Message> Call<Q, A> read(
      String name, Handler<Q, A> handler) {
    return new Call<>(name, Role.DATA_VIEWER, false, handler);
  }

  /** A call that writes rows. */
  public static <Q extends Message, A extends Message> Call<Q, A> write(
      String name, Handler<Q, A> handler) {
    return new Call<>(name, Role.DATA_OPERATOR, true, handler);
  }

  /** A call that changes definitions. */
  public static <Q extends Message, A extends Message> Call<Q, A> define(
      String name, Handler<Q, A> handler) {
    return new Call<>(name, Role.DATA_ADMIN, true, handler);
  }
}
