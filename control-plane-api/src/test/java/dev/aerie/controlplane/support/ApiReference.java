package dev.aerie.controlplane.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.support.ApiDocument.Message;
import dev.aerie.controlplane.support.ApiDocument.Operation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pages of {@code docs/api}: one for each tag, and one that lists them. */
public final class ApiReference {
  private static final String INDEX = "README.md";

  private final ApiDocument document;

  /** Types that requests have. */
  private final Set<String> asked = new LinkedHashSet<>();

  private ApiReference(ApiDocument document) {
    this.document = document;
    document.operations().stream()
        .flatMap(operation -> document.requests(operation).stream())
        .flatMap(body -> ApiDocument.name(body.body().path("schema")).stream())
        .forEach(type -> reach(type, asked));
  }

  /** The pages by the names of their files. */
  public static Map<String, String> pages(ApiDocument document) {
    var reference = new ApiReference(document);
    Map<String, List<Operation>> byTag =
        document.operations().stream()
            .filter(Operation::isOfTheApi)
            .collect(Collectors.groupingBy(Operation::tag, TreeMap::new, Collectors.toList()));
    var pages = new LinkedHashMap<String, String>();
    pages.put(INDEX, reference.index(byTag));
    byTag.forEach((tag, operations) -> pages.put(file(tag), reference.page(tag, operations)));
    return pages;
  }

  private static String file(String tag) {
    return anchor(tag) + ".md";
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  private String index(Map<String, List<Operation>> byTag) {
    var page = new StringBuilder();
    page.append(
        """
        # API reference

        Generated from [openapi.yaml](../openapi.yaml); a test holds it. What of it stays from release to release, and what all
        calls have in common: [api.md](../api.md), [architecture.md](../architecture.md). Who has which permission:
        [roles.md](../administration/roles.md).

        """);
    byTag.forEach(
        (tag, operations) -> {
          page.append("## [%s](%s)\n\n%s\n\n".formatted(tag, file(tag), described(tag)));
          operations.forEach(
              operation ->
                  page.append(
                      "- `%s`: [%s](%s#%s)\n"
                          .formatted(
                              operation,
                              summary(operation),
                              file(tag),
                              anchor(summary(operation)))));
          page.append('\n');
        });
    page.append(
        "## Codes of refusals\n\n| status | code | when |\n| --- | --- | --- |\n"
            + Arrays.stream(Code.values())
                .map(
                    code ->
                        "| %d | `%s` | %s |\n"
                            .formatted(code.status(), code.text(), code.meaning()))
                .collect(Collectors.joining()));
    return page.toString();
  }

  private String described(String tag) {
    return ApiDocument.stream(document.root().path("tags"))
        .filter(one -> one.path("name").asText().equals(tag) && one.has("description"))
        .map(one -> one.path("description").asText())
        .findFirst()
        .orElse("");
  }

  private static String summary(Operation operation) {
    return operation.node().path("summary").asText();
  }

  private String page(String tag, List<Operation> operations) {
    var page = new StringBuilder("# %s\n\n%s\n".formatted(tag, described(tag)));
    var types = new LinkedHashSet<String>();
    operations.forEach(operation -> page.append(section(operation, types)));
    page.append("\n## Types\n");
    Set<String> all = new LinkedHashSet<>();
    types.forEach(type -> reach(type, all));
    all.stream().sorted().forEach(type -> page.append(type(type)));
    return page.toString();
  }

  private void reach(String type, Set<String> reached) {
    if (reached.add(type)) {
      document
          .root()
          .at("/components/schemas/" + type)
          .findParents("$ref")
          .forEach(reference -> reach(ApiDocument.name(reference).orElseThrow(), reached));
    }
  }

  private String section(Operation operation, Set<String> types) {
    var section = new StringBuilder("\n## " + summary(operation) + "\n\n`" + operation + "`\n");
    String description = operation.node().path("description").asText();
    section.append(description.isEmpty() ? "" : "\n" + description + "\n");
    section.append(
        operation
            .permission()
            .map("\nPermission: `%s`."::formatted)
            .orElse("\nNeeds no credential."));
    section.append(" Operation: `%s`.\n".formatted(operation.id()));
    section.append(parameters(operation));
    document.requests(operation).forEach(body -> section.append(message("Body", body, types)));
    if (document.successes(operation).isEmpty()) {
      section.append("\nAnswer 204, without a body.\n");
    }
    document
        .successes(operation)
        .forEach(body -> section.append(message("Answer " + body.status(), body, types)));
    return section.append(refusals(operation)).toString();
  }

  private static String parameters(Operation operation) {
    JsonNode parameters = operation.node().path("parameters");
    return parameters.isEmpty()
        ? ""
        : "\n| parameter | in | |\n| --- | --- | --- |\n"
            + ApiDocument.stream(parameters)
                .map(
                    one ->
                        "| `%s`%s | %s | %s |\n"
                            .formatted(
                                one.path("name").asText(),
                                one.path("required").asBoolean() ? ", required" : "",
                                one.path("in").asText(),
                                one.path("description").asText()))
                .collect(Collectors.joining());
  }

  private String message(String title, Message message, Set<String> types) {
    JsonNode schema = message.body().path("schema");
    ApiDocument.name(schema).ifPresent(types::add);
    schema
        .findValues("$ref")
        .forEach(one -> types.add(ApiDocument.name(schema(one)).orElseThrow()));
    String format =
        message.mediaType().equals("application/json") ? "" : ", `" + message.mediaType() + "`";
    return "\n%s: %s%s\n".formatted(title, typeOf(schema), format)
        + document.examples(message.body()).stream()
            .map(ApiReference::fenced)
            .collect(Collectors.joining());
  }

  private static JsonNode schema(JsonNode reference) {
    return Api.JSON.createObjectNode().set("$ref", reference);
  }

  private static String fenced(JsonNode example) {
    try {
      return example.isTextual()
          ? "\n```\n" + example.asText() + "\n```\n"
          : "\n```json\n"
              + Api.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(example)
              + "\n```\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String refusals(Operation operation) {
    return "\nRefusals: "
        + document.refusedStatuses(operation).stream()
            .map(
                status ->
                    status
                        + " "
                        + document.refusals(operation, status).stream()
                            .map(body -> "`" + body.path("code").asText() + "`")
                            .collect(Collectors.joining(", ")))
            .collect(Collectors.joining("; "))
        + ".\n";
  }

  private String type(String name) {
    JsonNode schema = document.root().at("/components/schemas/" + name);
    String head = "\n### " + name + "\n\n";
    if (!schema.has("properties")) {
      return head + typeOf(schema) + "\n";
    }
    List<String> required =
        ApiDocument.stream(schema.path("required")).map(JsonNode::asText).toList();
    return head
        + "| property | type | |\n| --- | --- | --- |\n"
        + schema.path("properties").properties().stream()
            .map(
                property ->
                    "| `%s` | %s | %s |\n"
                        .formatted(
                            property.getKey(),
                            typeOf(property.getValue()),
                            remarks(
                                property.getValue(),
                                required.contains(property.getKey()) ? mark(name) : "")))
            .collect(Collectors.joining());
  }

  private String mark(String type) {
    return asked.contains(type) ? "Required." : "Always there.";
  }

  private static String remarks(JsonNode property, String mark) {
    return (property.path("description").asText() + " " + mark).strip();
  }

  private static String typeOf(JsonNode declared) {
    JsonNode schema = ApiDocument.present(declared);
    Optional<String> name = ApiDocument.name(schema);
    if (name.isPresent()) {
      return "[%s](#%s)".formatted(name.get(), anchor(name.get()));
    }
    if (schema.has("items")) {
      return "list of " + typeOf(schema.path("items"));
    }
    if (schema.has("enum")) {
      return ApiDocument.stream(schema.path("enum"))
          .filter(JsonNode::isTextual)
          .map(value -> "`" + value.asText() + "`")
          .collect(Collectors.joining(", "));
    }
    if (schema.has("additionalProperties")) {
      return "object of " + typeOf(schema.path("additionalProperties"));
    }
    String types =
        ApiDocument.types(schema).stream()
            .filter(type -> !type.equals("null"))
            .sorted()
            .collect(Collectors.joining(" or "));
    String format = schema.path("format").asText();
    return (types.isEmpty() ? "any JSON" : types) + (format.isEmpty() ? "" : ", " + format);
  }
}
