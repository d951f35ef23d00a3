package dev.aerie.engine.encryption;

import static dev.aerie.engine.TestEngine.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aerie.engine.encryption.KeyService.WrappedKey;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.format.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an HTTP server that speaks the two calls of Vault's transit engine. */
class VaultTransitTest {
  private static final String TOKEN = "s.token";

  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/transit/encrypt/cluster", e -> answer(e, "ciphertext", this::wrap));
    server.createContext("/v1/transit/decrypt/cluster", e -> answer(e, "plaintext", this::unwrap));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void givesBackWhatItWrapped() {
    WrappedKey wrapped = vault(TOKEN).wrap(utf8("data key"), "encryption/1");
    assertThat(wrapped.text()).startsWith("vault:v1:");
    assertThat(vault(TOKEN).unwrap(wrapped, "encryption/1")).isEqualTo(utf8("data key"));
  }

  @Test
  void aRefusalNamesTheKey() {
    WrappedKey wrapped = vault(TOKEN).wrap(utf8("data key"), "encryption/1");
    status = 403;
    assertFails(wrapped, ErrorCode.KEY_WITHDRAWN, "key 'cluster' may not be used");
  }

  @Test
  void aServiceThatIsSealedOrGoneIsAskedAgainLater() {
    WrappedKey wrapped = vault(TOKEN).wrap(utf8("data key"), "encryption/1");
    status = 503;
    assertFails(wrapped, ErrorCode.STORAGE_UNAVAILABLE, "does not answer");
    server.stop(0);
    assertFails(wrapped, ErrorCode.STORAGE_UNAVAILABLE, "does not answer");
  }

  @Test
  void theTokenIsSent() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> vault("another").wrap(utf8("data key"), "encryption/1"))
        .matches(e -> e.code() == ErrorCode.KEY_WITHDRAWN);
  }

  private void assertFails(WrappedKey wrapped, ErrorCode code, String sentence) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> vault(TOKEN).unwrap(wrapped, "encryption/1"))
        .withMessageContaining(sentence)
        .matches(e -> e.code() == code);
  }

  private VaultTransit vault(String token) {
    URI engine =
        URI.create("http://127.0.0.1:%d/v1/transit".formatted(server.getAddress().getPort()));
    return new VaultTransit(engine, "cluster", () -> token);
  }

  private String wrap(JsonNode body) {
    return "vault:v1:"
        + body.path("plaintext").asText()
        + "."
        + body.path("associated_data").asText();
  }

  private String unwrap(JsonNode body) {
    String[] parts = body.path("ciphertext").asText().substring("vault:v1:".length()).split("\\.");
    assertThat(Base64.getDecoder().decode(parts[1])).isEqualTo(utf8("encryption/1"));
    return parts[0];
  }

  private void answer(HttpExchange exchange, String field, Answer answer) throws IOException {
    boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
    int code = known ? status : 403;
    JsonNode body = Json.read("request", exchange.getRequestBody().readAllBytes(), JsonNode.class);
    byte[] json =
        code == 200
            ? Json.write(Map.of("data", Map.of(field, answer.to(body))))
            : utf8("{\"errors\": [\"permission denied\"]}");
    exchange.sendResponseHeaders(code, json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }

  private interface Answer {
    String to(JsonNode body);
  }
}
