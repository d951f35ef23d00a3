package dev.aerie.engine.filter;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.List;

/**
 * Checks that a filter fits a schema: fields that are there, values of a type that can be compared.
 */
public final class FilterCheck {
  private final CollectionSchema schema;

  private FilterCheck(CollectionSchema schema) {
    this.schema = schema;
  }

  /**
   * @throws EngineException {@link ErrorCode#FILTER_SYNTAX} with the position
   */
  public static void check(Filter filter, CollectionSchema schema) {
    new FilterCheck(schema).check(filter);
  }

  private void check(Filter filter) {
    switch (filter) {
      case Filter.And f -> f.conditions().forEach(this::check);
      case Filter.Or f -> f.conditions().forEach(this::check);
      case Filter.Not f -> check(f.condition());
      case Filter.Constant _ -> {}
      case Filter.Test f -> expect(kind(f.value()), Kind.BOOL, f.position(), "is no condition");
      case Filter.Compare f -> comparable(kind(f.left()), kind(f.right()), f.position());
      case Filter.In f -> {
        Kind left = kind(f.left());
        f.values().forEach(v -> comparable(left, kind(v), v.position()));
      }
      case Filter.Like f -> expect(kind(f.left()), Kind.TEXT, f.position(), "like needs a text");
      case Filter.IsNull f -> kind(f.field());
      case Filter.Exists f ->
          expect(fieldKind(f.field()), Kind.ANY, f.position(), "exists needs a JSON field");
      case Filter.Contains f -> contains(f);
      case Filter.TextMatch f ->
          expect(kind(f.field()), Kind.TEXT, f.position(), "text_match needs a text");
      case Filter.PhraseMatch f ->
          expect(kind(f.field()), Kind.TEXT, f.position(), "phrase_match needs a text");
      case Filter.RandomSample f -> {
        if (!(f.fraction() > 0 && f.fraction() < 1)) {
          throw error(f.position(), "random_sample needs a fraction between 0 and 1");
        }
      }
    }
  }

  private void contains(Filter.Contains f) {
    Kind kind = fieldKind(f.field());
    if (kind != Kind.ANY && kind != Kind.LIST) {
      throw error(f.position(), "field '" + f.field().field() + "' is no JSON or array");
    }
    if (kind == Kind.LIST) {
      Kind element = elementKind(schema.field(f.field().field()));
      f.values().forEach(v -> comparable(element, kind(v), v.position()));
    }
  }

  /** What a value can be compared with. */
  private enum Kind {
    BOOL,
    NUMBER,
    TEXT,
    LIST,
    /** JSON: known only row by row. */
    ANY
  }

  private Kind kind(Operand operand) {
    return switch (operand) {
      case FieldRef ref -> fieldKind(ref);
      case Operand.Literal literal ->
          switch (literal.value()) {
            case Boolean _ -> Kind.BOOL;
            case Number _ -> Kind.NUMBER;
            case String _ -> Kind.TEXT;
            case List<?> _ -> Kind.LIST;
            default -> throw error(literal.position(), "a value of this kind cannot stand here");
          };
      case Operand.Arithmetic a -> {
        expect(kind(a.left()), Kind.NUMBER, a.position(), "arithmetic needs numbers");
        expect(kind(a.right()), Kind.NUMBER, a.position(), "arithmetic needs numbers");
        yield Kind.NUMBER;
      }
      case Operand.ArrayLength a -> {
        expect(fieldKind(a.field()), Kind.LIST, a.position(), "array_length needs an array");
        yield Kind.NUMBER;
      }
    };
  }

  private Kind fieldKind(FieldRef ref) {
    if (ref.field().equals(CollectionSchema.META) && schema.dynamicField()) {
      return Kind.ANY;
    }
    FieldSchema field =
        schema
            .find(ref.field())
            .orElseThrow(() -> error(ref.position(), "field '" + ref.field() + "' does not exist"));
    Kind whole = typeKind(field.type(), ref);
    if (whole == Kind.LIST && !ref.path().isEmpty()) {
      return elementKind(field);
    }
    if (whole != Kind.ANY && !ref.path().isEmpty()) {
      throw error(ref.position(), "field '" + ref.field() + "' is no JSON or array");
    }
    return whole;
  }

  private Kind elementKind(FieldSchema field) {
    return typeKind(field.elementType().orElseThrow(), new FieldRef(field.name(), List.of(), -1));
  }

  private static Kind typeKind(DataType type, FieldRef ref) {
    return switch (type) {
      case BOOL -> Kind.BOOL;
      case INT8, INT16, INT32, INT64, FLOAT, DOUBLE -> Kind.NUMBER;
      case VARCHAR -> Kind.TEXT;
      case ARRAY -> Kind.LIST;
      case JSON -> Kind.ANY;
      default ->
          throw error(
              ref.position(),
              "field '%s' of type %s cannot stand in a filter".formatted(ref.field(), type));
    };
  }

  private static void comparable(Kind left, Kind right, int position) {
    if (left != right && left != Kind.ANY && right != Kind.ANY) {
      throw error(position, "a %s cannot be compared with a %s".formatted(left, right));
    }
  }

  private static void expect(Kind actual, Kind wanted, int position, String otherwise) {
    if (actual != wanted && actual != Kind.ANY) {
      throw error(position, otherwise);
    }
  }

  private static EngineException error(int position, String what) {
    return new EngineException(
        ErrorCode.FILTER_SYNTAX,
        position < 0 ? "filter: " + what : "filter, position %d: %s".formatted(position, what));
  }
}
