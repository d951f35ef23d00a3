package dev.aerie.operator.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.VectorBackupStatus;
import dev.aerie.crds.Verification;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the data plane's Jobs tell of a backup in their last line. */
final class Outcome {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Outcome() {}

  /** The status of a backup that is made; empty if the line tells nothing. */
  static Optional<VectorBackupStatus> made(String line, String location) {
    return parse(line)
        .filter(json -> json.hasNonNull("timestamp"))
        .map(
            json ->
                new VectorBackupStatus(
                    BackupPhase.READY,
                    location,
                    json.path("timestamp").asText(),
                    json.path("collections").asInt(),
                    json.path("rows").asLong(),
                    json.path("bytes").asLong(),
                    null,
                    List.of()));
  }

  /** The outcome of a drill; empty if the line tells nothing. */
  static Optional<Verification> tried(String line, Instant now) {
    return parse(line)
        .filter(json -> json.path("differences").isArray())
        .map(
            json -> {
              List<String> differences = new ArrayList<>();
              json.path("differences").forEach(each -> differences.add(each.asText()));
              return new Verification(
                  now.toString(),
                  differences.isEmpty(),
                  json.path("collections").asInt(),
                  json.path("rows").asLong(),
                  recall(json.path("recall")),
                  differences);
            });
  }

  private static String recall(JsonNode recall) {
    return recall.isNumber()
        ? BigDecimal.valueOf(recall.asDouble()).setScale(3, RoundingMode.DOWN).toPlainString()
        : "";
  }

  private static Optional<JsonNode> parse(String line) {
    try {
      return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
