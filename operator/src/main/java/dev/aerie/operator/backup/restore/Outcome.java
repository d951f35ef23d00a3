package dev.aerie.operator.backup.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.operator.cluster.status.Problem;
import java.util.Optional;

/**
 * What the data plane's Job tells of a restore in its last line.
 *
 * @param timestamp the moment the collections are of
 * @param collections collections that came back
 * @param rows rows in them
 * @param refused why none did; its reason is stable
 */
record Outcome(String timestamp, int collections, long rows, Optional<Problem> refused) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The outcome; empty if the line tells none. */
  static Optional<Outcome> of(String line) {
    return parse(line)
        .filter(json -> json.path("collections").isArray())
        .map(
            json ->
                new Outcome(
                    json.path("timestamp").asText(),
                    json.path("collections").size(),
                    json.path("rows").asLong(),
                    Optional.of(json.path("refused"))
                        .filter(JsonNode::isObject)
                        .map(Outcome::why)));
  }

  private static Problem why(JsonNode refused) {
    String reason =
        switch (refused.path("code").asText()) {
          case "COLLECTION_EXISTS" -> "NameTaken";
          case "COLLECTION_NOT_FOUND" -> "CollectionMissing";
          case "DATABASE_NOT_FOUND" -> "DatabaseMissing";
          default -> "RestoreFailed";
        };
    return new Problem(reason, refused.path("message").asText());
  }

  private static Optional<JsonNode> parse(String line) {
    try {
      return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
