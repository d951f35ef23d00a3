package dev.aerie.engine.schema;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a schema has to be like. */
public final class SchemaRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
  private static final int MAX_FIELDS = 64;
  private static final int MAX_VECTOR_FIELDS = 10;
  private static final int MAX_DIMENSION = 32_768;
  private static final int MAX_BINARY_DIMENSION = 262_144;
  private static final int MAX_LENGTH = 65_535;
  private static final int MAX_CAPACITY = 4_096;

  private SchemaRules() {}

  /**
   * @throws EngineException {@link ErrorCode#INVALID_SCHEMA} saying what is wrong, {@link
   *     ErrorCode#UNSUPPORTED} for a type that cannot be stored yet
   */
  public static void check(CollectionSchema schema) {
    List<FieldSchema> fields = schema.fields();
    require(!fields.isEmpty(), "the schema has no fields");
    require(fields.size() <= MAX_FIELDS, "the schema has more than " + MAX_FIELDS + " fields");
    Set<String> names = new HashSet<>();
    for (FieldSchema field : fields) {
      require(names.add(field.name()), "field name '" + field.name() + "' is used twice");
      checkField(field);
    }
    long keys = fields.stream().filter(FieldSchema::primaryKey).count();
    require(keys == 1, "the schema needs exactly one primary key, it has " + keys);
    int vectors = schema.vectorFields().size();
    require(vectors >= 1, "the schema needs a vector field");
    require(vectors <= MAX_VECTOR_FIELDS, "more than " + MAX_VECTOR_FIELDS + " vector fields");
    require(
        fields.stream().filter(FieldSchema::partitionKey).count() <= 1,
        "the schema has more than one partition key");
    FunctionRules.check(schema);
  }

  /**
   * @param what kind of thing it is, for the message
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a name that Milvus would refuse
   */
  public static void checkName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "Invalid %s name '%s': use letters, digits and underscores, no digit first, at most 255"
              .formatted(what, name));
    }
  }

  private static void checkField(FieldSchema field) {
    require(NAME.matcher(field.name()).matches(), "field name '" + field.name() + "' is not valid");
    if (!field.type().isSupported()) {
      throw new EngineException(
          ErrorCode.UNSUPPORTED,
          "field '%s': type %s is not supported yet".formatted(field.name(), field.type()));
    }
    if (field.primaryKey()) {
      require(
          field.type() == DataType.INT64 || field.type() == DataType.VARCHAR,
          "primary key '" + field.name() + "' has to be INT64 or VARCHAR");
      require(!field.nullable(), "primary key '" + field.name() + "' cannot be nullable");
      require(
          field.defaultValue().isEmpty(),
          "primary key '" + field.name() + "' cannot have a default value");
    }
    require(
        !field.autoId() || field.primaryKey(),
        "field '" + field.name() + "': only the primary key can have auto ids");
    checkType(field);
    DefaultRules.check(field);
  }

  private static void checkType(FieldSchema field) {
    switch (field.type()) {
      case FLOAT_VECTOR, FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR -> {
        require(
            field.dimension() >= 2 && field.dimension() <= MAX_DIMENSION,
            "field '%s': dimension %d is not between 2 and %d"
                .formatted(field.name(), field.dimension(), MAX_DIMENSION));
        requireVectors(field);
      }
      case BINARY_VECTOR -> {
        require(
            field.dimension() >= 8
                && field.dimension() <= MAX_BINARY_DIMENSION
                && field.dimension() % 8 == 0,
            "field '%s': dimension %d has to be a multiple of 8, from 8 to %d"
                .formatted(field.name(), field.dimension(), MAX_BINARY_DIMENSION));
        requireVectors(field);
      }
      case SPARSE_FLOAT_VECTOR -> {
        require(
            field.dimension() == 0,
            "dimension should not be specified for sparse vector field '" + field.name() + "'");
        requireVectors(field);
      }
      case VARCHAR -> checkLength(field);
      case ARRAY -> {
        DataType element =
            field
                .elementType()
                .orElseThrow(() -> invalid("array '" + field.name() + "' has no element type"));
        require(
            element.isSupported()
                && !element.isVector()
                && element != DataType.ARRAY
                && element != DataType.JSON,
            "array '%s' cannot have elements of type %s".formatted(field.name(), element));
        require(
            field.maxCapacity() >= 1 && field.maxCapacity() <= MAX_CAPACITY,
            "array '%s': max_capacity %d is not between 1 and %d"
                .formatted(field.name(), field.maxCapacity(), MAX_CAPACITY));
        if (element == DataType.VARCHAR) {
          checkLength(field);
        }
      }
      default -> {
        // nothing more to say about other types
      }
    }
  }

  private static void requireVectors(FieldSchema field) {
    require(!field.nullable(), "vector field '" + field.name() + "' cannot be nullable");
  }

  private static void checkLength(FieldSchema field) {
    require(
        field.maxLength() >= 1 && field.maxLength() <= MAX_LENGTH,
        "field '%s': max_length %d is not between 1 and %d"
            .formatted(field.name(), field.maxLength(), MAX_LENGTH));
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
