package dev.aerie.cli.described;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is wrong with a request's body by the description: fields that are not there, that are
 * missing, of another type, or values that are none of those listed.
 */
record BodyCheck(Description description, List<String> found) {

  static List<String> of(Description description, JsonNode schema, JsonNode body) {
    BodyCheck check = new BodyCheck(description, new ArrayList<>());
    check.look("", schema, body);
    return check.found;
  }

  private void look(String where, JsonNode given, JsonNode value) {
    JsonNode schema = described(given);
    if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
      found.add(where + " must be one of " + schema.path("enum"));
    }
    if (!isOfType(schema.path("type"), value)) {
      found.add(where + " must be " + schema.path("type"));
    }
    for (int i = 0; i < value.size() && value.isArray(); i++) {
      look(where + "[" + i + "]", schema.path("items"), value.path(i));
    }
    if (value.isObject() && schema.has("properties")) {
      schema
          .path("required")
          .valueStream()
          .filter(name -> !value.has(name.asText()))
          .forEach(name -> found.add(where + "." + name.asText() + " is required"));
      value.properties().forEach(one -> field(where, schema, one.getKey(), one.getValue()));
    }
  }

  private void field(String where, JsonNode schema, String name, JsonNode value) {
    if (schema.path("properties").has(name)) {
      look(where + "." + name, schema.path("properties").path(name), value);
    } else {
      found.add(where + "." + name + " is not there");
    }
  }

  /** An optional one is described as one of itself and null. */
  private JsonNode described(JsonNode given) {
    JsonNode schema = description.resolved(given);
    return schema.has("anyOf") ? described(schema.path("anyOf").path(0)) : schema;
  }

  private static boolean isOfType(JsonNode types, JsonNode value) {
    if (types.isMissingNode()) {
      return true;
    }
    String is =
        switch (value.getNodeType()) {
          case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
          default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    return types.isArray()
        ? types.valueStream().anyMatch(one -> one.asText().equals(is))
        : types.asText().equals(is) || (types.asText().equals("number") && is.equals("integer"));
  }
}
