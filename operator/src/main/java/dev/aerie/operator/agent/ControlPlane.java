package dev.aerie.operator.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.operator.agent.protocol.Desired;
import dev.aerie.operator.agent.protocol.LogAnswer;
import dev.aerie.operator.agent.protocol.Report;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The calls of {@code /agent/v1}. Blocking; safe for concurrent use. */
final class ControlPlane implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /** What is wrong with the body; other answers may change with the token, the address or time. */
  private static final Set<Integer> REFUSALS = Set.of(400, 409, 413, 422);

  private static final int UNAUTHENTICATED = 401;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json;
  private final String base;
  private volatile String key = "";

  ControlPlane(AgentSettings settings, ObjectMapper json) {
    this.json = json;
    this.base = settings.controlPlane().toString().replaceAll("/+$", "") + "/agent/v1";
  }

  /** From now on calls are made with this key. */
  void use(String agentKey) {
    key = agentKey;
  }

  /** Whether there is a key to call with. */
  boolean isOpen() {
    return !key.isEmpty();
  }

  /** Has the key with this hash let in by a one-time token; may be repeated. */
  void enrol(String token, String keySha256) throws ControlPlaneException, InterruptedException {
    send(
        call("/enrol").POST(body(Map.of("token", token, "keySha256", keySha256))), "the enrolment");
  }

  /** Tells the hash of the key that is to follow; may be repeated. */
  void announce(String keySha256) throws ControlPlaneException, InterruptedException {
    send(request("/key").POST(body(Map.of("keySha256", keySha256))), "the next key");
  }

  /** What is newer than a revision; waits for it if nothing is. */
  Desired desired(long after, Duration wait) throws ControlPlaneException, InterruptedException {
    String query = "?after=%d&wait=%d".formatted(after, wait.toSeconds());
    String answer =
        send(request("/desired" + query).timeout(wait.plus(ANSWER)).GET(), "desired state");
    try {
      return json.readValue(answer, Desired.class);
    } catch (JsonProcessingException e) {
      throw new ControlPlaneException("The control plane's desired state is not readable", e);
    }
  }

  /**
   * Hands in a report; nothing is lost if it has come through before.
   *
   * @throws ReportRefusedException if it is this report that the control plane does not take
   */
  void report(Report report) throws ControlPlaneException, InterruptedException {
    send(request("/report").POST(body(report)), "report");
  }

  /** Hands in what was found in logs that somebody waits for. */
  void logs(LogAnswer answer) throws ControlPlaneException, InterruptedException {
    send(request("/logs").POST(body(answer)), "logs");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String path) throws ControlPlaneException {
    if (key.isEmpty()) {
      throw new ControlPlaneException("The agent is not enrolled yet");
    }
    return call(path).header("Authorization", "Bearer " + key);
  }

  private HttpRequest.Builder call(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(ANSWER)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json");
  }

  private HttpRequest.BodyPublisher body(Object content) {
    try {
      return HttpRequest.BodyPublishers.ofString(json.writeValueAsString(content));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what agents send can always be written as JSON", e);
    }
  }

  private String send(HttpRequest.Builder request, String what)
      throws ControlPlaneException, InterruptedException {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        String said =
            "The control plane answers %d to %s: %s"
                .formatted(response.statusCode(), what, response.body());
        throw response.statusCode() == UNAUTHENTICATED
            ? new KeyRefusedException(said)
            : REFUSALS.contains(response.statusCode())
                ? new ReportRefusedException(said)
                : new ControlPlaneException(said);
      }
      return response.body();
    } catch (IOException e) {
      throw new ControlPlaneException("The control plane at %s does not answer".formatted(base), e);
    }
  }
}
