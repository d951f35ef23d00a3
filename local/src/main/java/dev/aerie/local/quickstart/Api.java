package dev.aerie.local.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Documents;
import dev.aerie.local.part.Keycloak;
import dev.aerie.local.platform.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The public API, as any program uses it. */
final class Api {
  private static final int NOT_FOUND = 404;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final String token;

  Api(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /** The API with the rights of the platform's first user. */
  static Api of(Platform platform) {
    return signIn(
        platform.controlPlane().address(),
        platform.keycloak().issuer(),
        Keycloak.FIRST_USER,
        platform.secrets().get("adminPassword"));
  }

  /** Signs a person in and gives the API with that person's rights. */
  private static Api signIn(String base, String issuer, String user, String password) {
    String form =
        "grant_type=password&client_id=aerie-local&scope=openid&username=%s&password=%s"
            .formatted(
                URLEncoder.encode(user, StandardCharsets.UTF_8),
                URLEncoder.encode(password, StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    JsonNode answer = new Api(base, "").send(request).orElseThrow();
    return new Api(base, answer.path("access_token").asText());
  }

  Optional<JsonNode> get(String path) {
    return send(request(path).GET().build());
  }

  JsonNode post(String path, Map<String, ?> body) {
    return send(request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(Documents.JSON.valueToTree(body).toString()))
            .build())
        .orElseThrow(() -> new LauncherException(path + " is not there"));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + token);
  }

  private Optional<JsonNode> send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      if (answer.statusCode() >= 400) {
        throw new LauncherException(
            "%s %s: %d %s"
                .formatted(
                    request.method(), request.uri().getPath(), answer.statusCode(), answer.body()));
      }
      return Optional.of(Documents.JSON.readTree(answer.body()));
    } catch (IOException e) {
      throw new LauncherException(request.uri() + " does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException("interrupted", e);
    }
  }
}
