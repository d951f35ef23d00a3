package dev.aerie.server.rest;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.FunctionSchema;
import io.milvus.grpc.FunctionScore;
import io.milvus.grpc.FunctionType;
import java.util.Map;

/** Functions of schemas and searches in JSON. */
final class FunctionBody {
  private FunctionBody() {}

  static FunctionSchema read(Body body) {
    return FunctionSchema.newBuilder()
        .setName(body.text("name"))
        .setDescription(body.text("description", ""))
        .setType(type(body.text("type")))
        .addAllInputFieldNames(body.texts("inputFieldNames"))
        .addAllOutputFieldNames(body.texts("outputFieldNames"))
        .addAllParams(Pairs.of(body.object("params").asMap()))
        .build();
  }

  /** Functions by which hits are ranked; none where the body has none. */
  static FunctionScore score(Body body) {
    Body score = body.object("functionScore");
    return FunctionScore.newBuilder()
        .addAllFunctions(score.objects("functions").stream().map(FunctionBody::read).toList())
        .addAllParams(Pairs.of(score.object("params").asMap()))
        .build();
  }

  private static FunctionType type(String name) {
    for (FunctionType type : FunctionType.values()) {
      if (type.name().equalsIgnoreCase(name)) {
        return type;
      }
    }
    throw new EngineException(
        ErrorCode.INVALID_SCHEMA,
        "there is no function type " + name + "; use BM25 or, in a search, Rerank");
  }

  /** How a function is described. */
  static Map<String, Object> describe(FunctionSchema function) {
    return Map.of(
        "id", function.getId(),
        "name", function.getName(),
        "description", function.getDescription(),
        "type", function.getType().name(),
        "inputFieldNames", function.getInputFieldNamesList(),
        "outputFieldNames", function.getOutputFieldNamesList(),
        "params", Pairs.toMap(function.getParamsList()));
  }
}
