package dev.aerie.controlplane.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a client of an older OpenAPI 3.1 description would stumble over: calls that are gone,
 * requests that were good and are refused now, answers that lack what they had. New calls,
 * parameters that may be left out, new properties and new values of an enumeration in answers are
 * allowed.
 */
public final class Incompatibilities {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final String ENDS = "x-sunset";

  private final JsonNode before;
  private final JsonNode after;
  private final LocalDate today;
  private final List<String> found = new ArrayList<>();

  private Incompatibilities(JsonNode before, JsonNode after, LocalDate today) {
    this.before = before;
    this.after = after;
    this.today = today;
  }

  /** All between two descriptions, each a sentence; what was announced may go on its day. */
  public static List<String> between(JsonNode before, JsonNode after, LocalDate today) {
    var comparison = new Incompatibilities(before, after, today);
    comparison.compare();
    return List.copyOf(comparison.found);
  }

  private void compare() {
    for (Map.Entry<String, JsonNode> path : before.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          String call = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
          JsonNode now = after.path("paths").path(path.getKey()).path(operation.getKey());
          String ends = operation.getValue().path(ENDS).asText();
          if (isThere(call, now, ends)) {
            compareOperation(call, operation.getValue(), now);
          }
        }
      }
    }
  }

  private boolean isThere(String call, JsonNode now, String ends) {
    if (ends.isEmpty()) {
      return require(!now.isMissingNode(), call, "is gone");
    }
    if (now.isMissingNode()) {
      require(!today.isBefore(LocalDate.parse(ends)), call, "is gone before " + ends);
      return false;
    }
    String endsNow = now.path(ENDS).asText();
    require(
        endsNow.isEmpty() || endsNow.compareTo(ends) >= 0,
        call,
        "ends before the day that was told");
    return true;
  }

  private void compareOperation(String call, JsonNode old, JsonNode now) {
    Map<String, JsonNode> had = parameters(old);
    Map<String, JsonNode> has = parameters(now);
    had.forEach(
        (name, parameter) -> require(has.containsKey(name), call, "lost parameter " + name));
    has.forEach(
        (name, parameter) ->
            require(
                !parameter.path("required").asBoolean()
                    || (had.containsKey(name) && had.get(name).path("required").asBoolean()),
                call,
                "needs parameter " + name));
    request(call + " request", body(old.path("requestBody")), body(now.path("requestBody")));
    for (Map.Entry<String, JsonNode> response : old.path("responses").properties()) {
      if (response.getKey().startsWith("2")) {
        JsonNode answer = now.path("responses").path(response.getKey());
        require(!answer.isMissingNode(), call, "no longer answers " + response.getKey());
        answer(call + " answer", body(response.getValue()), body(answer));
      }
    }
  }

  private static Map<String, JsonNode> parameters(JsonNode operation) {
    return stream(operation.path("parameters"))
        .collect(
            Collectors.toMap(
                parameter -> parameter.path("in").asText() + " " + parameter.path("name").asText(),
                parameter -> parameter));
  }

  private static JsonNode body(JsonNode message) {
    Iterator<JsonNode> contents = message.path("content").elements();
    return contents.hasNext() ? contents.next().path("schema") : MissingNode.getInstance();
  }

  /** Whatever was sent must be taken still. */
  private void request(String place, JsonNode oldSchema, JsonNode newSchema) {
    JsonNode old = resolve(before, oldSchema);
    JsonNode now = resolve(after, newSchema);
    if (old.isMissingNode()) {
      return;
    }
    require(texts(now, "type").containsAll(texts(old, "type")), place, "takes fewer types");
    require(
        texts(now, "enum").isEmpty() || texts(now, "enum").containsAll(texts(old, "enum")),
        place,
        "takes fewer values");
    Set<String> needed = new TreeSet<>(texts(now, "required"));
    needed.removeAll(texts(old, "required"));
    needed.forEach(property -> require(false, place + "." + property, "is needed now"));
    for (Map.Entry<String, JsonNode> property : old.path("properties").properties()) {
      String name = place + "." + property.getKey();
      JsonNode taken = now.path("properties").path(property.getKey());
      if (require(!taken.isMissingNode(), name, "is not taken any more")) {
        // Null is no value: what is needed has lost it with its being optional, which is told.
        JsonNode former = resolve(before, property.getValue());
        JsonNode was = needed.contains(property.getKey()) ? withoutNull(former) : former;
        nested(name, () -> request(name, was, taken));
      }
    }
    nested(place, () -> request(place + "[]", old.path("items"), now.path("items")));
  }

  /** Whatever was answered must be there still. */
  private void answer(String place, JsonNode oldSchema, JsonNode newSchema) {
    JsonNode old = resolve(before, oldSchema);
    JsonNode now = resolve(after, newSchema);
    if (old.isMissingNode()) {
      return;
    }
    require(texts(old, "type").containsAll(texts(now, "type")), place, "answers other types");
    for (Map.Entry<String, JsonNode> property : old.path("properties").properties()) {
      String name = place + "." + property.getKey();
      JsonNode given = now.path("properties").path(property.getKey());
      if (require(!given.isMissingNode(), name, "is gone")) {
        nested(name, () -> answer(name, property.getValue(), given));
      }
    }
    nested(place, () -> answer(place + "[]", old.path("items"), now.path("items")));
  }

  /** Schemas that contain themselves end somewhere. */
  private static void nested(String place, Runnable comparison) {
    if (place.chars().filter(letter -> letter == '.').count() < 8) {
      comparison.run();
    }
  }

  private static JsonNode resolve(JsonNode document, JsonNode schema) {
    if (schema.has("anyOf")) {
      return orNull(resolve(document, ApiDocument.present(schema)));
    }
    JsonNode reference = schema.path("$ref");
    return reference.isMissingNode() || schema.has("type")
        ? schema
        : document.at(reference.asText().substring(1));
  }

  private static JsonNode orNull(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      return schema;
    }
    ObjectNode nullable = object.deepCopy();
    ArrayNode types = nullable.putArray("type");
    texts(object, "type").forEach(types::add);
    types.add("null");
    return nullable;
  }

  private static JsonNode withoutNull(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      return schema;
    }
    ObjectNode present = object.deepCopy();
    ArrayNode types = present.putArray("type");
    texts(object, "type").stream().filter(type -> !type.equals("null")).forEach(types::add);
    return present;
  }

  private static Set<String> texts(JsonNode schema, String key) {
    JsonNode value = schema.path(key);
    return value.isTextual()
        ? Set.of(value.asText())
        : stream(value).map(JsonNode::asText).collect(Collectors.toSet());
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private boolean require(boolean holds, String place, String complaint) {
    if (!holds) {
      found.add(place + " " + complaint);
    }
    return holds;
  }
}
