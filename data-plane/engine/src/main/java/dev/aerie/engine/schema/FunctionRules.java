package dev.aerie.engine.schema;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the functions of a schema have to be like. */
final class FunctionRules {
  private static final String ANALYZE = "enable_analyzer";

  private FunctionRules() {}

  /**
   * @throws EngineException {@link ErrorCode#INVALID_SCHEMA} naming the function
   */
  static void check(CollectionSchema schema) {
    Set<String> names = new HashSet<>();
    Set<String> filled = new HashSet<>();
    for (FunctionSchema function : schema.functions()) {
      require(!function.name().isBlank(), "function name cannot be empty");
      require(names.add(function.name()), "duplicate function name " + function.name());
      require(function.params().isEmpty(), "BM25 function accepts no params");
      checkInput(function, only(schema, function, "input", function.inputs()));
      FieldSchema output = only(schema, function, "output", function.outputs());
      checkOutput(function, output);
      require(
          filled.add(output.name()),
          "field '%s' is the output of two functions".formatted(output.name()));
    }
  }

  private static FieldSchema only(
      CollectionSchema schema, FunctionSchema function, String role, List<String> names) {
    require(
        names.size() == 1,
        "BM25 function '%s' needs one %s field, not %s".formatted(function.name(), role, names));
    return schema
        .find(names.getFirst())
        .orElseThrow(
            () ->
                invalid(
                    "function %s field not found: function '%s', field '%s'"
                        .formatted(role, function.name(), names.getFirst())));
  }

  private static void checkInput(FunctionSchema function, FieldSchema input) {
    require(
        input.type() == DataType.VARCHAR,
        "BM25 function input field must be a VARCHAR field, '%s' is %s"
            .formatted(input.name(), input.type()));
    require(
        Boolean.parseBoolean(input.typeParams().get(ANALYZE)),
        "BM25 function input field must set enable_analyzer to true: '%s'".formatted(input.name()));
    require(
        !input.nullable(),
        "function input field cannot be nullable: function %s, field %s"
            .formatted(function.name(), input.name()));
  }

  private static void checkOutput(FunctionSchema function, FieldSchema output) {
    require(
        output.type() == DataType.SPARSE_FLOAT_VECTOR,
        "BM25 function output field must be a SPARSE_FLOAT_VECTOR field, '%s' of function '%s' is %s"
            .formatted(output.name(), function.name(), output.type()));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw invalid(message);
    }
  }

  private static EngineException invalid(String message) {
    return new EngineException(ErrorCode.INVALID_SCHEMA, message);
  }
}
