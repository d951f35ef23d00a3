package dev.aerie.controlplane.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;

/** The control plane over HTTP, with one credential. */
public record Api(String credential) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The system property that names another control plane than the one in this JVM. */
  public static final String ADDRESS = "aerie.test.address";

  /** The system property that names the other one's management port. */
  public static final String MANAGEMENT_ADDRESS = "aerie.test.management-address";

  public static final ObjectMapper JSON = new ObjectMapper();

  public static Api anonymous() {
    return new Api("");
  }

  /**
   * Of the control plane under test: the process {@link #ADDRESS} names, or the one in this JVM.
   */
  public static String address() {
    return address(ADDRESS, "quarkus.http.test-port");
  }

  private static String address(String property, String port) {
    return Optional.ofNullable(System.getProperty(property))
        .orElseGet(
            () -> "http://127.0.0.1:" + ConfigProvider.getConfig().getValue(port, String.class));
  }

  /** What the management port answers. */
  public static Answer management(String path) {
    String address = address(MANAGEMENT_ADDRESS, "quarkus.management.test-port");
    return answer(HttpRequest.newBuilder(URI.create(address + path)).build());
  }

  /** A value as JSON has it. */
  public static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  public Answer get(String path) {
    return send("GET", path, "");
  }

  public Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  public Answer patch(String path, String body) {
    return send("PATCH", path, body, "If-Match", get(path).etag());
  }

  public Answer delete(String path) {
    return send("DELETE", path, "");
  }

  public Answer send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!credential.isEmpty()) {
      request.header("Authorization", "Bearer " + credential);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    var answer = answer(request.build());
    if (answer.header("Content-Type").startsWith("application/problem+json")) {
      DocumentedRefusals.check(
          method,
          request.build().uri().getRawPath(),
          Integer.toString(answer.status()),
          answer.text("code"));
    }
    return answer;
  }

  private static Answer answer(HttpRequest request) {
    try {
      return new Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ended);
    }
  }

  /** The lines of an answer that does not end by itself; close it. */
  public Stream<String> stream(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Authorization", "Bearer " + credential)
            .build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofLines()).join().body();
  }

  /** What came back. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String etag() {
      return header("ETag");
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String text() {
      return response.body();
    }

    public JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    /** The items of a list. */
    public List<JsonNode> items() {
      return StreamSupport.stream(json().path("items").spliterator(), false).toList();
    }

    public String text(String field) {
      return json().path(field).asText();
    }

    public String id() {
      return text("id");
    }

    /** Fails when the status is another one. */
    public Answer mustBe(int status) {
      if (status() != status) {
        throw new AssertionError(
            response.request().method()
                + " "
                + response.uri()
                + " answered "
                + status()
                + ", not "
                + status
                + ": "
                + response.body());
      }
      return this;
    }
  }
}
