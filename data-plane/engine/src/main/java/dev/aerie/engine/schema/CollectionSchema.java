package dev.aerie.engine.schema;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a collection.
 *
 * @param fields in the order the client gave
 * @param dynamicField whether rows may carry more than the fields; what is more lies in column
 *     {@link #META} as JSON
 * @param functions what fills fields out of others
 */
public record CollectionSchema(
    String description,
    List<FieldSchema> fields,
    boolean dynamicField,
    List<FunctionSchema> functions) {
  /** The JSON column that holds a row's dynamic fields. */
  public static final String META = "$meta";

  public CollectionSchema {
    fields = List.copyOf(fields);
    // definitions from before there were functions have none
    functions = functions == null ? List.of() : List.copyOf(functions);
  }

  /** A schema without functions. */
  public CollectionSchema(String description, List<FieldSchema> fields, boolean dynamicField) {
    this(description, fields, dynamicField, List.of());
  }

  /** The function that fills a field. */
  public Optional<FunctionSchema> functionOf(String output) {
    return functions.stream().filter(f -> f.outputs().contains(output)).findFirst();
  }

  /** The primary key; present in every schema that passed {@link SchemaRules}. */
  @JsonIgnore
  public FieldSchema primaryKey() {
    return fields.stream()
        .filter(FieldSchema::primaryKey)
        .findFirst()
        .orElseThrow(
            () -> new EngineException(ErrorCode.INVALID_SCHEMA, "the schema has no primary key"));
  }

  public Optional<FieldSchema> find(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /**
   * @throws EngineException {@link ErrorCode#FIELD_NOT_FOUND}
   */
  public FieldSchema field(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new EngineException(
                    ErrorCode.FIELD_NOT_FOUND,
                    "field '"
                        + name
                        + "' does not exist; the collection has "
                        + fields.stream().map(FieldSchema::name).toList()));
  }

  @JsonIgnore
  public List<FieldSchema> vectorFields() {
    return fields.stream().filter(f -> f.type().isVector()).toList();
  }
}
