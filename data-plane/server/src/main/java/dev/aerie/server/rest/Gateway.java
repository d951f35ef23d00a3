package dev.aerie.server.rest;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** Makes routes of calls of the Milvus service. */
@ApplicationScoped
class Gateway {
  private static final String DATABASE = "db_name";

  private final Client client;

  Gateway(Client client) {
    this.client = client;
  }

  /** A route that makes a call and answers nothing but that it went well. */
  <A extends Message> Route command(MethodDescriptor<?, A> method, Argument... arguments) {
    return body -> {
      client.call(method, request(method, body, arguments));
      return Answer.done();
    };
  }

  /** A route that makes a call and answers with a part of its result. */
  <A extends Message> Route query(
      MethodDescriptor<?, A> method, Function<A, Object> result, Argument... arguments) {
    return body -> Answer.of(result.apply(call(method, body, arguments)));
  }

  /**
   * The result of a call whose request has its fields from a body.
   *
   * @throws Refusal when the call fails
   */
  <A extends Message> A call(MethodDescriptor<?, A> method, Body body, Argument... arguments) {
    return client.call(method, request(method, body, arguments));
  }

  private static Message request(MethodDescriptor<?, ?> method, Body body, Argument... arguments) {
    Message prototype =
        (Message) ((PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype();
    Message.Builder request = prototype.newBuilderForType();
    FieldDescriptor database = prototype.getDescriptorForType().findFieldByName(DATABASE);
    if (database != null) {
      request.setField(database, body.database());
    }
    for (Argument argument : List.of(arguments)) {
      set(request, argument, body);
    }
    return request.build();
  }

  private static void set(Message.Builder request, Argument argument, Body body) {
    FieldDescriptor field = request.getDescriptorForType().findFieldByName(argument.field());
    if (argument.needed() && !body.has(argument.name())) {
      throw Body.missing(argument.name());
    }
    if (field.isRepeated()) {
      request.setField(field, body.texts(argument.name()));
    } else {
      request.setField(
          field,
          switch (field.getJavaType()) {
            case BOOLEAN -> body.flag(argument.name(), false);
            case LONG -> body.number(argument.name(), 0);
            default -> body.text(argument.name(), "");
          });
    }
  }
}
