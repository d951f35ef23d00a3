package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.List;

/** The types of the values in a filter, by a schema. */
final class OperandTypes {
  /** What a value can be compared with. */
  enum Kind {
    BOOL,
    NUMBER,
    TEXT,
    LIST,
    /** JSON: known only row by row. */
    ANY
  }

  private final CollectionSchema schema;

  OperandTypes(CollectionSchema schema) {
    this.schema = schema;
  }

  Kind kind(Operand operand) {
    return switch (operand) {
      case FieldRef ref -> isDynamic(ref) ? Kind.ANY : kind(ref, type(ref));
      case Operand.Literal literal ->
          switch (literal.value()) {
            case Boolean _ -> Kind.BOOL;
            case Number _ -> Kind.NUMBER;
            case String _ -> Kind.TEXT;
            case List<?> _ -> Kind.LIST;
            default ->
                throw FilterCheck.error(
                    literal.position(), "a value of this kind cannot stand here");
          };
      case Operand.Arithmetic _, Operand.ArrayLength _ -> Kind.NUMBER;
    };
  }

  /** The value and its type, for messages. */
  String describe(Operand operand) {
    return switch (operand) {
      case FieldRef ref when isDynamic(ref) -> "a dynamic field";
      case FieldRef ref ->
          ref.path().isEmpty() || type(ref) == DataType.JSON
              ? "field '%s' (%s)".formatted(ref.field(), type(ref))
              : "an element of field '%s' (%s)".formatted(ref.field(), type(ref));
      case Operand.Literal literal ->
          switch (literal.value()) {
            case String text -> "'%s' (a text)".formatted(text);
            case List<?> _ -> "a list";
            case Number number -> number + " (a number)";
            default -> literal.value() + " (a boolean)";
          };
      case Operand.Arithmetic _ -> "the number that arithmetic gives";
      case Operand.ArrayLength length ->
          "the length of field '%s'".formatted(length.field().field());
    };
  }

  private boolean isDynamic(FieldRef ref) {
    return ref.field().equals(CollectionSchema.META) && schema.dynamicField();
  }

  /** The type of a field, or of an array's elements where the path leads to one. */
  private DataType type(FieldRef ref) {
    FieldSchema field =
        schema
            .find(ref.field())
            .orElseThrow(
                () ->
                    FilterCheck.error(
                        ref.position(), "field '" + ref.field() + "' does not exist"));
    if (ref.path().isEmpty() || field.type() == DataType.JSON) {
      return field.type();
    }
    boolean element = ref.path().size() == 1 && ref.path().getFirst() instanceof Operand.Step.Index;
    if (field.type() == DataType.ARRAY && element) {
      return field.elementType().orElseThrow();
    }
    throw FilterCheck.error(
        ref.position(),
        field.type() == DataType.ARRAY
            ? "field '%s' (ARRAY) has elements at one position: %s[0]"
                .formatted(field.name(), field.name())
            : "field '%s' (%s) is no JSON or array: it has nothing at [ ]"
                .formatted(field.name(), field.type()));
  }

  private static Kind kind(FieldRef ref, DataType type) {
    return switch (type) {
      case BOOL -> Kind.BOOL;
      case INT8, INT16, INT32, INT64, FLOAT, DOUBLE -> Kind.NUMBER;
      case VARCHAR -> Kind.TEXT;
      case ARRAY -> Kind.LIST;
      case JSON -> Kind.ANY;
      default ->
          throw FilterCheck.error(
              ref.position(),
              "field '%s' (%s) cannot stand in a filter".formatted(ref.field(), type));
    };
  }
}
