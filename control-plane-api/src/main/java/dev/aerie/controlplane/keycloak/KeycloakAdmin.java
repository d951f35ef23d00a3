package dev.aerie.controlplane.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Keycloak's admin API of the realm; paths are those below {@code /admin/realms/<realm>}. What it
 * cannot do because Keycloak is away, or does not let it, is a problem 503. Safe for use by many
 * threads.
 */
@ApplicationScoped
public class KeycloakAdmin {
  private static final Logger LOG = Logger.getLogger(KeycloakAdmin.class);
  private static final String JSON = "application/json";
  private static final int PAGE = 100;

  private final HttpClient http;
  private final KeycloakConfig config;
  private final KeycloakToken token;
  private final ObjectMapper json;

  KeycloakAdmin(KeycloakConfig config, KeycloakToken token, ObjectMapper json) {
    this.http = HttpClient.newBuilder().connectTimeout(config.patience()).build();
    this.config = config;
    this.token = token;
    this.json = json;
  }

  /** Reads something; empty when it is not there. */
  public Optional<JsonNode> find(String path) {
    HttpResponse<String> answer = send("GET", path, BodyPublishers.noBody());
    return answer.statusCode() == 404 ? Optional.empty() : Optional.of(body(answer));
  }

  /**
   * Reads something that is there.
   *
   * @throws KeycloakRefusal when it is not
   */
  public JsonNode get(String path) {
    return find(path).orElseThrow(() -> new KeycloakRefusal(404, path + " is not there"));
  }

  /** Reads a whole list, page by page; the path has a query. */
  List<JsonNode> list(String path) {
    var all = new ArrayList<JsonNode>();
    int read;
    do {
      JsonNode page = get("%s&first=%d&max=%d".formatted(path, all.size(), PAGE));
      page.forEach(all::add);
      read = page.size();
    } while (read == PAGE);
    return List.copyOf(all);
  }

  /**
   * Makes something in a collection and tells the id Keycloak gave it.
   *
   * @throws KeycloakRefusal when Keycloak does not take it
   */
  public String create(String path, Object body) {
    String place =
        accepted(send("POST", path, text(body)))
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new KeycloakRefusal(500, path + " tells no place of what was made"));
    return place.substring(place.lastIndexOf('/') + 1);
  }

  /**
   * Asks for an action and reads its answer, if it has one.
   *
   * @throws KeycloakRefusal when Keycloak does not take it
   */
  public JsonNode post(String path, Object body) {
    return body(accepted(send("POST", path, text(body))));
  }

  /**
   * Changes something; false when it is not there.
   *
   * @throws KeycloakRefusal when Keycloak does not take it
   */
  public boolean put(String path, Object body) {
    return changed(send("PUT", path, text(body)));
  }

  /** Removes something; false when it was not there. */
  public boolean delete(String path) {
    return changed(send("DELETE", path, BodyPublishers.noBody()));
  }

  /**
   * What Keycloak reads out of a document that describes an identity provider.
   *
   * @throws KeycloakRefusal when it cannot
   */
  public JsonNode describe(String provider, String document) {
    String boundary = "aerie-" + UUID.randomUUID();
    String form =
        """
        --%1$s\r
        Content-Disposition: form-data; name="providerId"\r
        \r
        %2$s\r
        --%1$s\r
        Content-Disposition: form-data; name="file"; filename="metadata"\r
        Content-Type: application/octet-stream\r
        \r
        %3$s\r
        --%1$s--\r
        """
            .formatted(boundary, provider, document);
    return body(
        accepted(
            send(
                "POST",
                "/identity-provider/import-config",
                BodyPublishers.ofString(form),
                "multipart/form-data; boundary=" + boundary)));
  }

  private static boolean changed(HttpResponse<String> answer) {
    return answer.statusCode() != 404 && accepted(answer) != null;
  }

  private static HttpResponse<String> accepted(HttpResponse<String> answer) {
    if (answer.statusCode() >= 400) {
      throw new KeycloakRefusal(answer.statusCode(), answer.body());
    }
    return answer;
  }

  private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) {
    return send(method, path, body, JSON);
  }

  private HttpResponse<String> send(
      String method, String path, HttpRequest.BodyPublisher body, String contentType) {
    var request =
        HttpRequest.newBuilder(
                URI.create(config.issuer().replace("/realms/", "/admin/realms/") + path))
            .timeout(config.patience())
            .header("Authorization", "Bearer " + token.value())
            .header("Content-Type", contentType)
            .method(method, body)
            .build();
    HttpResponse<String> answer = exchange(request);
    if (answer.statusCode() >= 500 || answer.statusCode() == 401 || answer.statusCode() == 403) {
      token.forget();
      throw unavailable("%s %s answers %d".formatted(method, path, answer.statusCode()));
    }
    return answer;
  }

  /** Text that the realm shows everybody, at a path below its issuer. */
  public String publicText(String path) {
    return accepted(
            exchange(
                HttpRequest.newBuilder(URI.create(config.issuer() + path))
                    .timeout(config.patience())
                    .build()))
        .body();
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException away) {
      throw unavailable(away.toString());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted");
    }
  }

  static Problem unavailable(String reason) {
    LOG.warnf("Keycloak's admin API cannot be used: %s", reason);
    return Problem.identityProviderUnavailable();
  }

  private JsonNode body(HttpResponse<String> answer) {
    try {
      return answer.body().isBlank() ? MissingNode.getInstance() : json.readTree(answer.body());
    } catch (JsonProcessingException notJson) {
      throw unavailable("an answer is not JSON");
    }
  }

  private HttpRequest.BodyPublisher text(Object body) {
    try {
      return BodyPublishers.ofString(json.writeValueAsString(body));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a request to Keycloak is not JSON", impossible);
    }
  }
}
