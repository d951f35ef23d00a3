package dev.aerie.server.codec;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FunctionSchema;
import io.milvus.grpc.FunctionType;
import java.util.List;

/** Functions of schemas between the wire and the engine. */
final class Functions {
  private Functions() {}

  /**
   * The function a client asks for.
   *
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} for any but BM25
   */
  static FunctionSchema fromWire(io.milvus.grpc.FunctionSchema wire) {
    if (wire.getType() != FunctionType.BM25) {
      throw new EngineException(
          ErrorCode.UNSUPPORTED,
          "function %s: functions of type %s are not supported by this server; use BM25"
              .formatted(wire.getName(), wire.getType()));
    }
    return new FunctionSchema(
        0,
        wire.getName(),
        wire.getDescription(),
        FunctionSchema.Type.BM25,
        List.copyOf(wire.getInputFieldNamesList()),
        List.copyOf(wire.getOutputFieldNamesList()),
        Pairs.toMap(wire.getParamsList()));
  }

  /** A function as it is described to clients. */
  static io.milvus.grpc.FunctionSchema toWire(CollectionSchema schema, FunctionSchema function) {
    return io.milvus.grpc.FunctionSchema.newBuilder()
        .setId(function.id())
        .setName(function.name())
        .setDescription(function.description())
        .setType(FunctionType.BM25)
        .addAllInputFieldNames(function.inputs())
        .addAllInputFieldIds(ids(schema, function.inputs()))
        .addAllOutputFieldNames(function.outputs())
        .addAllOutputFieldIds(ids(schema, function.outputs()))
        .addAllParams(Pairs.of(function.params()))
        .build();
  }

  private static List<Long> ids(CollectionSchema schema, List<String> fields) {
    return fields.stream().map(name -> schema.field(name).id()).toList();
  }
}
