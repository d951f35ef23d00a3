package dev.aerie.engine.text;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.Optional;

/** The fields that are searched by words: those with {@code enable_match}. */
public final class MatchFields {
  private static final String MATCH = "enable_match";
  private static final String ANALYZE = "enable_analyzer";
  private static final String PARAMETERS = "analyzer_params";
  private static final String MULTIPLE = "multi_analyzer_params";

  private MatchFields() {}

  /**
   * @throws EngineException {@link ErrorCode#INVALID_SCHEMA} for parameters at the wrong field,
   *     {@link ErrorCode#INVALID_ARGUMENT} or {@link ErrorCode#UNSUPPORTED} for an analyzer that
   *     there is not
   */
  public static void check(CollectionSchema schema) {
    for (FieldSchema field : schema.fields()) {
      boolean analyzed = isOn(field, ANALYZE);
      if ((analyzed || isOn(field, MATCH)) && field.type() != DataType.VARCHAR) {
        throw invalid(field, "only a VARCHAR can have " + (analyzed ? ANALYZE : MATCH));
      }
      if (isOn(field, MATCH) && !analyzed) {
        throw invalid(field, "enable_match needs enable_analyzer beside it");
      }
      if (field.typeParams().containsKey(MULTIPLE)) {
        throw new EngineException(
            ErrorCode.UNSUPPORTED,
            "field '%s': this server does not support %s".formatted(field.name(), MULTIPLE));
      }
      if (analyzed) {
        analyzer(field);
      }
    }
  }

  /** The analyzer of a field that can be matched; empty for any other. */
  public static Optional<TextAnalyzer> matcher(FieldSchema field) {
    return isOn(field, MATCH) ? Optional.of(analyzer(field)) : Optional.empty();
  }

  /** The analyzer that a field's parameters name, the standard one if they name none. */
  public static TextAnalyzer analyzer(FieldSchema field) {
    return Analyzers.of(field.typeParams().getOrDefault(PARAMETERS, ""));
  }

  private static boolean isOn(FieldSchema field, String parameter) {
    return Boolean.parseBoolean(field.typeParams().get(parameter));
  }

  private static EngineException invalid(FieldSchema field, String what) {
    return new EngineException(
        ErrorCode.INVALID_SCHEMA, "field '%s': %s".formatted(field.name(), what));
  }
}
