package dev.aerie.controlplane.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Puts examples of bodies together from those of their properties. */
final class ExampleBodies {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Components components;
  private final ExampleValues values;

  ExampleBodies(Components components, ExampleValues values) {
    this.components = components;
    this.values = values;
  }

  /** Gives the body of a request, and those of answers that are no refusals, an example. */
  void addTo(Operation operation) {
    if (operation.getRequestBody() != null) {
      add(operation, operation.getRequestBody().getContent());
    }
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("2") && response.getContent() != null) {
                add(operation, response.getContent());
              }
            });
  }

  private void add(Operation operation, Content content) {
    for (MediaType body : Optional.ofNullable(content.getMediaTypes()).orElse(Map.of()).values()) {
      if (body.getSchema() != null) {
        String name = Schemas.target(body.getSchema()).orElse(operation.getOperationId());
        example(name, body.getSchema())
            .ifPresent(
                value -> {
                  components.addExample(name, OASFactory.createExample().value(value));
                  body.addExample(name, OASFactory.createExample().ref(name));
                });
      }
    }
  }

  private Optional<Object> example(String name, Schema schema) {
    return Schemas.target(schema).isPresent()
        ? value("", "", schema)
        : values.of(name).<Object>map(text -> text).or(() -> value("", "", schema));
  }

  private Optional<Object> value(String owner, String property, Schema declared) {
    Schema schema = Schemas.present(declared);
    Optional<String> name = Schemas.target(schema);
    Schema plain = name.map(components.getSchemas()::get).orElse(schema);
    Optional<String> said = property.isEmpty() ? Optional.empty() : values.of(owner, property);
    if (said.isPresent()) {
      return said.filter(text -> !text.equals(ExampleValues.LEFT_OUT))
          .map(text -> parsed(text, plain));
    }
    if (plain.getProperties() != null) {
      return Optional.of(object(name.orElse(owner), plain));
    }
    if (plain.getItems() != null) {
      return value(owner, "", plain.getItems()).map(List::of);
    }
    if (plain.getEnumeration() != null && !plain.getEnumeration().isEmpty()) {
      return Optional.of(plain.getEnumeration().getFirst());
    }
    return name.flatMap(values::of);
  }

  private Map<String, Object> object(String name, Schema schema) {
    var object = new LinkedHashMap<String, Object>();
    schema
        .getProperties()
        .forEach(
            (property, one) ->
                value(name, property, one).ifPresent(value -> object.put(property, value)));
    return object;
  }

  private static Object parsed(String text, Schema schema) {
    boolean isText = Schemas.has(schema, SchemaType.STRING) || schema.getEnumeration() != null;
    try {
      return isText ? text : JSON.readValue(text, Object.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("an example is not JSON: " + text, broken);
    }
  }
}
