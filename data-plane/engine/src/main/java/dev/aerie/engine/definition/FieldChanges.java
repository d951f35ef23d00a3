package dev.aerie.engine.definition;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.SchemaRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What may become of the fields of a collection that has rows. */
final class FieldChanges {
  private static final String MAX_LENGTH = "max_length";
  private static final String MAX_CAPACITY = "max_capacity";
  private static final Set<String> CHANGEABLE =
      Set.of(MAX_LENGTH, MAX_CAPACITY, "mmap.enabled", "field.description");

  private FieldChanges() {}

  /** The schema with one more field. */
  static CollectionSchema add(CollectionSchema schema, FieldSchema field) {
    if (!field.nullable() && field.defaultValue().isEmpty()) {
      throw refused(field.name(), "added field must be nullable, or have a default value");
    }
    if (field.type().isVector()) {
      throw refused(field.name(), "not support to add vector field");
    }
    if (field.primaryKey() || field.partitionKey() || field.clusteringKey()) {
      throw refused(field.name(), "an added field cannot be a key");
    }
    if (schema.find(field.name()).isPresent()) {
      throw refused(field.name(), "duplicated field name");
    }
    long id = schema.fields().stream().mapToLong(FieldSchema::id).max().orElse(0) + 1;
    List<FieldSchema> fields = new ArrayList<>(schema.fields());
    fields.add(field.withId(id));
    CollectionSchema grown = with(schema, fields);
    SchemaRules.check(grown);
    return grown;
  }

  /** The schema with other parameters of one field. */
  static CollectionSchema alter(
      CollectionSchema schema, String name, Map<String, String> set, List<String> removed) {
    FieldSchema field = schema.field(name);
    for (String parameter : set.keySet()) {
      if (!CHANGEABLE.contains(parameter)) {
        throw refused(name, parameter + " does not allow update in collection field param");
      }
    }
    if (set.containsKey(MAX_LENGTH) && !holdsText(field)) {
      throw refused(name, "can not modify the maxlength for non-string types");
    }
    FieldSchema altered =
        field.withParams(
            number(name, set, MAX_LENGTH, field.maxLength()),
            number(name, set, MAX_CAPACITY, field.maxCapacity()),
            Properties.changed(field.typeParams(), set, removed));
    CollectionSchema after =
        with(schema, schema.fields().stream().map(f -> f == field ? altered : f).toList());
    SchemaRules.check(after);
    return after;
  }

  private static boolean holdsText(FieldSchema field) {
    return field.elementType().orElse(field.type()) == DataType.VARCHAR;
  }

  private static int number(String field, Map<String, String> set, String name, int otherwise) {
    try {
      return set.containsKey(name) ? Integer.parseInt(set.get(name)) : otherwise;
    } catch (NumberFormatException e) {
      throw refused(field, name + " has to be a whole number, not " + set.get(name));
    }
  }

  private static CollectionSchema with(CollectionSchema schema, List<FieldSchema> fields) {
    return new CollectionSchema(
        schema.description(), fields, schema.dynamicField(), schema.functions());
  }

  private static EngineException refused(String field, String why) {
    return new EngineException(
        ErrorCode.INVALID_ARGUMENT, "field '%s': %s: invalid parameter".formatted(field, why));
  }
}
