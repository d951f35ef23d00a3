package dev.aerie.controlplane.refusal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.FieldProblem;
import dev.aerie.controlplane.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Turns what the JSON reader refuses into problems that name the field. */
final class JsonProblems {
  private JsonProblems() {}

  static Problem of(JsonProcessingException failure) {
    return switch (failure) {
      case JsonProcessingException twice when isFieldTwice(twice) ->
          new Problem(
              Code.MALFORMED_JSON,
              "The body has a field twice%s. Leave one of them out.".formatted(place(twice)));
      case StreamConstraintsException tooMuch ->
          new Problem(
              Code.MALFORMED_JSON,
              "The body is nested too deeply, or has a name or a number that is too long. Send a simpler one.");
      case UnrecognizedPropertyException unknown -> unknownField(unknown);
      case InvalidFormatException wrong when wrong.getTargetType().isEnum() ->
          Problem.wrongField(path(wrong), "must be one of " + constants(wrong.getTargetType()));
      case MismatchedInputException wrong ->
          Problem.wrongField(path(wrong), "must be " + noun(wrong.getTargetType()));
      case JsonMappingException wrong -> Problem.wrongField(path(wrong), "is not a valid value");
      default ->
          new Problem(Code.MALFORMED_JSON, "The body is not JSON%s.".formatted(place(failure)));
    };
  }

  private static String place(JsonProcessingException failure) {
    JsonLocation at = failure.getLocation();
    return at == null ? "" : ": line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }

  /** The reader has no type of its own for it, only this beginning of its message. */
  private static boolean isFieldTwice(JsonProcessingException failure) {
    return failure.getOriginalMessage().startsWith("Duplicate field ");
  }

  private static Problem unknownField(UnrecognizedPropertyException unknown) {
    String known =
        unknown.getKnownPropertyIds().stream()
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining(", "));
    return new Problem(
        Code.UNKNOWN_FIELD,
        "There is no field %s here. Known fields: %s.".formatted(path(unknown), known),
        List.of(new FieldProblem(path(unknown), "is not a known field")));
  }

  private static String path(JsonMappingException failure) {
    return failure.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  private static String noun(Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    return switch (type.getSimpleName()) {
      case "Integer", "int", "Long", "long" -> "a whole number";
      case "String" -> "text";
      case "Instant" -> "a time such as 2026-01-31T12:00:00Z";
      case "List", "ArrayList" -> "a list";
      case "Boolean", "boolean" -> "true or false";
      default -> "an object";
    };
  }
}
