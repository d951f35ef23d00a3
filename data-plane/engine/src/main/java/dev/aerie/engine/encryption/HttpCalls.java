package dev.aerie.engine.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.format.Json;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Calls of a key service, and of what gives tokens for one, over HTTP. Answers are JSON. What the
 * service says no to is final; what it can't do just now is not. Thread-safe.
 *
 * <p>What a host answered is told on only where the host is a cloud's own or named by whoever runs
 * the pod: any other might be one inside the network that somebody reads by the errors of their
 * cluster.
 */
final class HttpCalls {
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY = 429;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final boolean quoting;

  /**
   * @param quoting whether what was answered stands in the sentences of refusals
   */
  HttpCalls(boolean quoting) {
    this.quoting = quoting;
  }

  /** A request to be completed and sent. */
  static HttpRequest.Builder to(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(PATIENCE);
  }

  /** A POST of a JSON document. */
  static HttpRequest.Builder json(URI uri, Map<String, String> body) {
    return to(uri)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(Json.write(body)));
  }

  /**
   * Sends a request.
   *
   * @param key what the call is about, for the refusal's sentence
   * @throws EngineException KEY_WITHDRAWN where the service refuses, STORAGE_UNAVAILABLE where it
   *     can't answer
   */
  JsonNode send(HttpRequest request, String key) {
    URI uri = request.uri();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != OK) {
        throw refused(uri, key, response);
      }
      return read(uri, response.body());
    } catch (IOException e) {
      throw quoting
          ? unreachable(uri, e.toString(), e)
          : unreachable(uri, e.getClass().getSimpleName(), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(uri, "interrupted", e);
    }
  }

  /** A field that the answer has to have: what is stored without it could never be opened again. */
  static String text(JsonNode answer, String field) {
    String text = answer.path(field).asText();
    if (text.isEmpty()) {
      throw new EngineException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "the key service's answer has no '%s'; is its address right?".formatted(field));
    }
    return text;
  }

  private static JsonNode read(URI uri, byte[] body) {
    try {
      return Json.read(uri.toString(), body, JsonNode.class);
    } catch (ObjectStoreException e) {
      throw new EngineException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "the key service at %s answers something else than JSON; is its address right?"
              .formatted(uri));
    }
  }

  private EngineException refused(URI uri, String key, HttpResponse<byte[]> response) {
    String answer = String.valueOf(response.statusCode());
    if (quoting) {
      answer += " " + new String(response.body(), StandardCharsets.UTF_8).strip();
    }
    if (response.statusCode() >= SERVER_ERROR || response.statusCode() == TOO_MANY) {
      return unreachable(uri, answer, null);
    }
    return new EngineException(
        ErrorCode.KEY_WITHDRAWN,
        "key '%s' may not be used: %s answered %s".formatted(key, uri, answer));
  }

  private static EngineException unreachable(URI uri, String why, Exception cause) {
    return new EngineException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "the key service at %s does not answer: %s".formatted(uri, why),
        cause);
  }
}
