package dev.aerie.engine.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.format.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** A key in the transit engine of Vault, or of what speaks its API. */
public final class VaultTransit implements KeyService {
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY = 429;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI engine;
  private final String key;
  private final Supplier<String> token;

  /**
   * @param engine address of the engine, such as {@code https://vault.example:8200/v1/transit}
   * @param key name of the key
   * @param token asked for at each call, since tokens are renewed
   */
  public VaultTransit(URI engine, String key, Supplier<String> token) {
    this.engine = engine;
    this.key = key;
    this.token = token;
  }

  @Override
  public WrappedKey wrap(byte[] dataKey, String context) {
    JsonNode data =
        call("encrypt", Map.of("plaintext", base64(dataKey), "associated_data", aad(context)));
    return new WrappedKey(key, data.path("ciphertext").asText());
  }

  @Override
  public byte[] unwrap(WrappedKey wrapped, String context) {
    JsonNode data =
        call("decrypt", Map.of("ciphertext", wrapped.text(), "associated_data", aad(context)));
    return Base64.getDecoder().decode(data.path("plaintext").asText());
  }

  private JsonNode call(String operation, Map<String, String> body) {
    URI uri = URI.create("%s/%s/%s".formatted(engine, operation, key));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("X-Vault-Token", token.get())
            .POST(BodyPublishers.ofByteArray(Json.write(body)))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != OK) {
        throw refused(uri, response);
      }
      return Json.read(uri.toString(), response.body(), JsonNode.class).path("data");
    } catch (IOException e) {
      throw unreachable(uri, e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(uri, "interrupted", e);
    }
  }

  /** What the service says no to is final; what it can't do just now is not. */
  private EngineException refused(URI uri, HttpResponse<byte[]> response) {
    String answer =
        response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8).strip();
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

  private static String aad(String context) {
    return base64(context.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
