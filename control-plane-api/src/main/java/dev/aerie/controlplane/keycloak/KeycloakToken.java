package dev.aerie.controlplane.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

/**
 * The control plane's own access token at Keycloak, asked for anew before it expires. Safe for use
 * by many threads.
 */
@ApplicationScoped
class KeycloakToken {
  private static final long MARGIN = 30;

  private final HttpClient http;
  private final KeycloakConfig config;
  private final ObjectMapper json;
  private final Clock clock;
  private Held held = new Held("", Instant.EPOCH);

  KeycloakToken(KeycloakConfig config, ObjectMapper json, Clock clock) {
    this.http = HttpClient.newBuilder().connectTimeout(config.patience()).build();
    this.config = config;
    this.json = json;
    this.clock = clock;
  }

  synchronized String value() {
    if (!clock.instant().isBefore(held.until())) {
      held = ask();
    }
    return held.text();
  }

  /** Asks for another one next time: this one was refused. */
  synchronized void forget() {
    held = new Held("", Instant.EPOCH);
  }

  private Held ask() {
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(encoded(config.clientId()), encoded(config.clientSecret()));
    var request =
        HttpRequest.newBuilder(URI.create(config.tokenUrl()))
            .timeout(config.patience())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      Instant asked = clock.instant();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw KeycloakAdmin.unavailable("no token is given, but " + answer.statusCode());
      }
      JsonNode token = json.readTree(answer.body());
      return new Held(
          token.path("access_token").asText(),
          asked.plusSeconds(token.path("expires_in").asLong() - MARGIN));
    } catch (IOException away) {
      throw KeycloakAdmin.unavailable(away.toString());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw KeycloakAdmin.unavailable("interrupted");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private record Held(String text, Instant until) {}
}
