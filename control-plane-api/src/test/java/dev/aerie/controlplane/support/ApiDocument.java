package dev.aerie.controlplane.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An OpenAPI description. */
public record ApiDocument(JsonNode root) {
  public static final Path CHECKED_IN = Path.of("..", "docs", "openapi.yaml");

  private static final YAMLMapper YAML = new YAMLMapper();

  public static ApiDocument read(Path file) {
    try {
      return new ApiDocument(YAML.readTree(Files.readString(file)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A call. */
  public record Operation(String method, String path, JsonNode node) {
    public String id() {
      return node.path("operationId").asText();
    }

    public String tag() {
      return node.path("tags").path(0).asText();
    }

    public boolean isOfTheApi() {
      return path.startsWith("/v1/");
    }

    /** What it needs; empty when it is open. */
    public Optional<String> permission() {
      return Optional.of(node.path("security").path(0).path("bearer").path(0).asText())
          .filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** A message of a call; of an answer with its status. */
  public record Message(String status, String mediaType, JsonNode body) {}

  public List<Operation> operations() {
    return root.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        method ->
                            new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue())))
        .toList();
  }

  /** The bodies of requests. */
  public List<Message> requests(Operation operation) {
    return messages("", operation.node().path("requestBody"));
  }

  /** The bodies of answers that are no refusals. */
  public List<Message> successes(Operation operation) {
    return operation.node().path("responses").properties().stream()
        .filter(response -> response.getKey().startsWith("2"))
        .flatMap(response -> messages(response.getKey(), response.getValue()).stream())
        .toList();
  }

  private List<Message> messages(String status, JsonNode holder) {
    return resolve(holder).path("content").properties().stream()
        .map(body -> new Message(status, body.getKey(), body.getValue()))
        .toList();
  }

  /** The examples of refusals with a status, each a problem body. */
  public List<JsonNode> refusals(Operation operation, String status) {
    JsonNode response = resolve(operation.node().path("responses").path(status));
    return examples(response.path("content").path("application/problem+json"));
  }

  /** The statuses of refusals. */
  public List<String> refusedStatuses(Operation operation) {
    return operation.node().path("responses").properties().stream()
        .map(Map.Entry::getKey)
        .filter(status -> !status.startsWith("2"))
        .sorted()
        .toList();
  }

  /** The examples of a body. */
  public List<JsonNode> examples(JsonNode body) {
    return body.path("examples").properties().stream()
        .map(example -> resolve(example.getValue()).path("value"))
        .toList();
  }

  /** What a reference leads to; anything else is itself. */
  public JsonNode resolve(JsonNode node) {
    return name(node).isPresent() ? root.at(node.path("$ref").asText().substring(1)) : node;
  }

  /** The name of what a reference leads to. */
  public static Optional<String> name(JsonNode node) {
    String reference = node.path("$ref").asText();
    return Optional.of(reference.substring(reference.lastIndexOf('/') + 1))
        .filter(text -> !text.isEmpty());
  }

  /** A schema without the alternative that a value may be null. */
  public static JsonNode present(JsonNode schema) {
    return schema.has("anyOf")
        ? stream(schema.path("anyOf"))
            .filter(one -> !one.path("type").asText().equals("null"))
            .findFirst()
            .orElse(MissingNode.getInstance())
        : schema;
  }

  /** The types a schema allows. */
  public static Set<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isTextual()
        ? Set.of(type.asText())
        : Set.copyOf(stream(type).map(JsonNode::asText).toList());
  }

  public static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
