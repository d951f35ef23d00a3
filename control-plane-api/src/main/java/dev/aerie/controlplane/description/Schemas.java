package dev.aerie.controlplane.description;

import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/** The schemas of the description. */
final class Schemas {
  private static final DotName SCHEMA =
      DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);

  private static final Set<String> OPTIONAL = Set.of("value", "present", "empty");

  private final OpenAPI description;
  private final Map<String, Schema> named;

  Schemas(OpenAPI description) {
    this.description = description;
    this.named = description.getComponents().getSchemas();
  }

  /** The last part of a reference. */
  static Optional<String> target(Schema schema) {
    return Optional.ofNullable(schema.getRef())
        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1));
  }

  /** What a schema says of a value that is there: without the alternative that it may be null. */
  static Schema present(Schema schema) {
    return Optional.ofNullable(schema.getAnyOf()).stream()
        .flatMap(Collection::stream)
        .filter(one -> !isNull(one))
        .findFirst()
        .orElse(schema);
  }

  private static boolean isNull(Schema schema) {
    return schema.getType() != null && schema.getType().equals(List.of(SchemaType.NULL));
  }

  private static boolean mayBeNull(Schema schema) {
    return has(schema, SchemaType.NULL)
        || present(schema) != schema
        || (schema.getType() == null && schema.getRef() == null);
  }

  /** Whether a value may be of a type. */
  static boolean has(Schema schema, SchemaType type) {
    return schema.getType() != null && schema.getType().contains(type);
  }

  /** Marks what bodies are refused without, as {@link RefusedWithout} names it. */
  void require(IndexView index) {
    for (AnnotationInstance without :
        index.getAnnotations(DotName.createSimple(RefusedWithout.class))) {
      ClassInfo body = without.target().asClass();
      named.get(name(body)).setRequired(List.of(without.value().asStringArray()));
    }
  }

  /** What a class is called in the description. */
  private static String name(ClassInfo type) {
    return Optional.ofNullable(type.declaredAnnotation(SCHEMA))
        .map(annotation -> annotation.value("name"))
        .map(AnnotationValue::asString)
        .orElse(type.simpleName());
  }

  /**
   * Lets a reference that may be null be null: what stands beside a reference only narrows it. What
   * is required never is.
   */
  void allowNull() {
    for (Schema schema : named.values()) {
      if (schema.getProperties() != null) {
        List<String> required = Optional.ofNullable(schema.getRequired()).orElse(List.of());
        var properties = new LinkedHashMap<String, Schema>();
        schema.getProperties().values().forEach(Schemas::allowNullIn);
        schema
            .getProperties()
            .forEach(
                (name, one) ->
                    properties.put(name, required.contains(name) ? neverNull(one) : orNull(one)));
        schema.setProperties(properties);
      }
    }
  }

  /** An optional value of a map is described as the class that holds it. */
  private static void allowNullIn(Schema map) {
    Optional.ofNullable(map.getAdditionalPropertiesSchema())
        .map(Schema::getProperties)
        .filter(properties -> properties.keySet().equals(OPTIONAL))
        .map(properties -> properties.get("value"))
        .ifPresent(value -> map.setAdditionalPropertiesSchema(value.addType(SchemaType.NULL)));
  }

  private static Schema neverNull(Schema declared) {
    Schema schema = present(declared);
    if (schema.getRef() != null) {
      return OASFactory.createSchema().ref(schema.getRef());
    }
    if (has(schema, SchemaType.NULL)) {
      schema.setType(schema.getType().stream().filter(type -> type != SchemaType.NULL).toList());
    }
    return schema;
  }

  /** Says what properties mean, where nobody has said it at the property itself. */
  void describe(PropertyTexts meanings) {
    named.forEach(
        (name, schema) ->
            Optional.ofNullable(schema.getProperties())
                .orElse(Map.of())
                .forEach(
                    (property, one) -> {
                      if (one.getDescription() == null) {
                        meanings.of(name, property).ifPresent(one::setDescription);
                      }
                    }));
  }

  private static Schema orNull(Schema schema) {
    return schema.getRef() != null && has(schema, SchemaType.NULL)
        ? OASFactory.createSchema()
            .addAnyOf(OASFactory.createSchema().ref(schema.getRef()))
            .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL))
        : schema;
  }

  /** Names the properties that answers always have; requests may leave them out. */
  void requireWhatIsAlwaysAnswered() {
    Set<String> asked = new HashSet<>();
    operations()
        .map(Operation::getRequestBody)
        .filter(Objects::nonNull)
        .forEach(body -> schemas(body.getContent()).forEach(one -> reach(one, asked)));
    Set<String> answered = new HashSet<>();
    operations()
        .flatMap(operation -> operation.getResponses().getAPIResponses().entrySet().stream())
        .filter(response -> response.getKey().startsWith("2"))
        .forEach(
            response ->
                schemas(response.getValue().getContent()).forEach(one -> reach(one, answered)));
    answered.removeAll(asked);
    for (String name : answered) {
      Schema schema = named.get(name);
      Optional.ofNullable(schema.getProperties()).orElse(Map.of()).entrySet().stream()
          .filter(property -> !mayBeNull(property.getValue()))
          .forEach(property -> schema.addRequired(property.getKey()));
    }
  }

  private Stream<Operation> operations() {
    return description.getPaths().getPathItems().values().stream()
        .flatMap(item -> item.getOperations().values().stream());
  }

  private static Stream<Schema> schemas(Content content) {
    return Optional.ofNullable(content).map(Content::getMediaTypes).stream()
        .flatMap(types -> types.values().stream())
        .map(MediaType::getSchema)
        .filter(Objects::nonNull);
  }

  private void reach(Schema schema, Set<String> reached) {
    target(schema).filter(reached::add).map(named::get).ifPresent(one -> reach(one, reached));
    parts(schema).forEach(one -> reach(one, reached));
  }

  private static Stream<Schema> parts(Schema schema) {
    return Stream.of(
            Optional.ofNullable(schema.getProperties()).map(Map::values).stream()
                .flatMap(Collection::stream),
            Optional.ofNullable(schema.getAnyOf()).stream().flatMap(Collection::stream),
            Stream.ofNullable(schema.getItems()))
        .flatMap(one -> one);
  }
}
