package dev.aerie.cli.described;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code docs/openapi.yaml}, which the control plane's own tests make of its code and compare with
 * it.
 */
final class Description {
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

  private final JsonNode root;

  Description() {
    try {
      root = new YAMLMapper().readTree(Path.of("../docs/openapi.yaml").toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The operation of a call, if there is one; what is whole in a path comes first. */
  Optional<JsonNode> operation(String method, String path) {
    return root.path("paths").properties().stream()
        .filter(one -> pattern(one.getKey()).matcher(path).matches())
        .min(Comparator.comparingLong(one -> holes(one.getKey())))
        .map(one -> one.getValue().path(method.toLowerCase(Locale.ROOT)))
        .filter(JsonNode::isObject);
  }

  private static long holes(String template) {
    return PARAMETER.matcher(template).results().count();
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(
        Pattern.quote(template).replaceAll(PARAMETER.pattern(), "\\\\E[^/:]+\\\\Q"));
  }

  /** What the reference of a node leads to, or the node. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? resolved(root.at(node.path("$ref").asText().substring(1))) : node;
  }

  /** Status and example of the answer when all is well; missing for an empty one. */
  Map.Entry<Integer, JsonNode> answer(JsonNode operation) {
    Map.Entry<String, JsonNode> good =
        operation.path("responses").properties().stream()
            .filter(one -> one.getKey().startsWith("2"))
            .findFirst()
            .orElseThrow();
    JsonNode example =
        good.getValue()
            .path("content")
            .valueStream()
            .flatMap(content -> content.path("examples").valueStream())
            .findFirst()
            .map(one -> resolved(one).path("value"))
            .orElse(MissingNode.getInstance());
    return Map.entry(Integer.parseInt(good.getKey()), example);
  }
}
