package dev.aerie.engine.schema;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.nio.charset.StandardCharsets;

/** What the default value of a field has to be like. */
final class DefaultRules {
  private DefaultRules() {}

  /**
   * @throws EngineException {@link ErrorCode#INVALID_SCHEMA} naming the field
   */
  static void check(FieldSchema field) {
    if (field.defaultValue().isEmpty()) {
      return;
    }
    Object value = field.defaultValue().get();
    boolean fits =
        switch (field.type()) {
          case BOOL -> value instanceof Boolean;
          case INT8 -> isBetween(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
          case INT16 -> isBetween(value, Short.MIN_VALUE, Short.MAX_VALUE);
          case INT32 -> isBetween(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
          case INT64 -> value instanceof Long;
          case FLOAT, DOUBLE -> value instanceof Number;
          case VARCHAR ->
              value instanceof String text
                  && text.getBytes(StandardCharsets.UTF_8).length <= field.maxLength();
          default ->
              throw new EngineException(
                  ErrorCode.INVALID_SCHEMA,
                  "field '%s': type %s does not support a default value; make the field nullable"
                      .formatted(field.name(), field.type()));
        };
    if (!fits) {
      throw new EngineException(
          ErrorCode.INVALID_SCHEMA,
          "field '%s': the default value %s does not fit type %s%s"
              .formatted(
                  field.name(),
                  value,
                  field.type(),
                  field.type() == DataType.VARCHAR ? " of max_length " + field.maxLength() : ""));
    }
  }

  private static boolean isBetween(Object value, long least, long most) {
    return value instanceof Long number && number >= least && number <= most;
  }
}
