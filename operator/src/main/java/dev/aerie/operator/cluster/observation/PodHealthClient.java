package dev.aerie.operator.cluster.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.operator.cluster.model.DataPlane;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** Asks pods how they are, by their readiness endpoint. Safe for concurrent use. */
public final class PodHealthClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PodHttp http;

  /**
   * @param http asks
   */
  public PodHealthClient(PodHttp http) {
    this.http = http;
  }

  /** What the pod says; {@link PodHealth#SILENT} when it does not answer in time. */
  public PodHealth ask(Pod pod) {
    return http.get(pod, DataPlane.READINESS).map(PodHealthClient::read).orElse(PodHealth.SILENT);
  }

  private static PodHealth read(String answer) {
    try {
      return read(JSON.readTree(answer));
    } catch (JsonProcessingException e) {
      return PodHealth.SILENT;
    }
  }

  private static PodHealth read(JsonNode answer) {
    Optional<Boolean> writer = Optional.empty();
    Optional<String> storageError = Optional.empty();
    for (JsonNode check : answer.path("checks")) {
      JsonNode data = check.path("data");
      switch (check.path("name").asText()) {
        case "engine" -> writer = Optional.ofNullable(data.get("writer")).map(JsonNode::asBoolean);
        case "storage" ->
            storageError =
                check.path("status").asText().equals("DOWN")
                    ? Optional.of(data.path("error").asText("no reason given"))
                    : Optional.empty();
        default -> {}
      }
    }
    return new PodHealth(writer, storageError);
  }
}
