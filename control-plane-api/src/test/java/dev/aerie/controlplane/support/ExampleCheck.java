package dev.aerie.controlplane.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.description.ExampleValues;
import dev.aerie.controlplane.support.ApiDocument.Message;
import dev.aerie.controlplane.support.ApiDocument.Operation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks for properties without an example, and for examples that are none of their schemas. */
public final class ExampleCheck {
  /** Of these a whole value is one example, which need not have everything. */
  private static final List<String> GIVEN_AS_A_WHOLE =
      List.of("Condition", "AuditSinkHttps", "NotificationEmail");

  private final ExampleValues values = ExampleValues.read();
  private final Set<String> missing = new TreeSet<>();
  private final ApiDocument document;

  public ExampleCheck(ApiDocument document) {
    this.document = document;
  }

  public ApiDocument document() {
    return document;
  }

  /** What was found in all that was checked. */
  public List<String> missing() {
    return List.copyOf(missing);
  }

  /** Checks what an operation takes and answers. */
  public void check(Operation operation) {
    Stream.concat(document.requests(operation).stream(), document.successes(operation).stream())
        .forEach(message -> check(operation.id(), message));
  }

  private void check(String operation, Message message) {
    List<JsonNode> examples = document.examples(message.body());
    if (examples.isEmpty()) {
      missing.add(operation);
    }
    if (message.mediaType().endsWith("json")) {
      examples.forEach(example -> compare(operation, message.body().path("schema"), example));
    }
  }

  private void compare(String place, JsonNode declared, JsonNode example) {
    JsonNode present = ApiDocument.present(declared);
    JsonNode schema = document.resolve(present);
    String name = ApiDocument.name(present).orElse(place);
    if (!fits(schema, example)) {
      missing.add(place + " cannot be " + example);
    }
    if (schema.has("properties") && !schema.has("additionalProperties")) {
      example
          .fieldNames()
          .forEachRemaining(
              key -> {
                if (!schema.path("properties").has(key)) {
                  missing.add(name + " has no " + key);
                }
              });
    }
    for (var property : schema.path("properties").properties()) {
      String key = property.getKey();
      if (example.has(key)) {
        compare(name + "." + key, property.getValue(), example.path(key));
      } else if (isMissing(name, key)) {
        missing.add(name + "." + key);
      }
    }
    if (schema.path("additionalProperties").isObject()) {
      example.forEach(value -> compare(name, schema.path("additionalProperties"), value));
    }
    if (example.isArray()) {
      example.forEach(one -> compare(name, schema.path("items"), one));
    }
  }

  private static boolean fits(JsonNode schema, JsonNode example) {
    return switch (example.getNodeType()) {
      case OBJECT -> allows(schema, "object");
      case ARRAY -> allows(schema, "array");
      case BOOLEAN -> allows(schema, "boolean");
      case NUMBER ->
          allows(schema, "number") || (example.isIntegralNumber() && allows(schema, "integer"));
      case STRING ->
          allows(schema, "string")
              && (!schema.has("enum")
                  || ApiDocument.stream(schema.path("enum")).anyMatch(example::equals));
      case NULL -> allows(schema, "null");
      default -> false;
    };
  }

  private static boolean allows(JsonNode schema, String type) {
    return !schema.has("type") || ApiDocument.types(schema).contains(type);
  }

  private boolean isMissing(String name, String property) {
    return values.of(name, property).filter(ExampleValues.LEFT_OUT::equals).isEmpty()
        && !GIVEN_AS_A_WHOLE.contains(name);
  }
}
