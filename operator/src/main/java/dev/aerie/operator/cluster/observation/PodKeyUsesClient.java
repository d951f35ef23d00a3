package dev.aerie.operator.cluster.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.operator.cluster.model.DataPlane;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/** Asks pods how API keys were used. Safe for concurrent use. */
public final class PodKeyUsesClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PodHttp http;

  /**
   * @param http asks
   */
  public PodKeyUsesClient(PodHttp http) {
    this.http = http;
  }

  /**
   * What a process of a pod counted of a key within an hour so far.
   *
   * @param instance the process; its counts only rise
   * @param key id of the key
   * @param hour when the hour began
   * @param calls all of them
   * @param refused those that the key may not make
   * @param firstAt when the first came
   * @param lastAt when the last came
   */
  public record Count(
      String instance,
      String key,
      Instant hour,
      long calls,
      long refused,
      Instant firstAt,
      Instant lastAt) {}

  /** What pods tell; pods that do not answer, or of versions that do not count, tell nothing. */
  public List<Count> ask(List<Pod> ready) {
    return ready.stream()
        .flatMap(pod -> http.get(pod, DataPlane.KEY_USES).stream())
        .flatMap(PodKeyUsesClient::read)
        .toList();
  }

  static Stream<Count> read(String answer) {
    try {
      JsonNode told = JSON.readTree(answer);
      String instance = told.path("instance").asText();
      return instance.isEmpty()
          ? Stream.empty()
          : told.path("uses").valueStream().map(use -> count(instance, use)).toList().stream();
    } catch (JsonProcessingException | DateTimeParseException e) {
      return Stream.empty();
    }
  }

  private static Count count(String instance, JsonNode use) {
    return new Count(
        instance,
        use.path("key").asText(),
        Instant.parse(use.path("hour").asText()),
        use.path("calls").asLong(),
        use.path("refused").asLong(),
        Instant.parse(use.path("firstAt").asText()),
        Instant.parse(use.path("lastAt").asText()));
  }
}
