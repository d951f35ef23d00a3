package dev.aerie.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aerie.cli.CliException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The control plane's {@code /v1}. Safe for use by many threads.
 *
 * @param address such as {@code https://aerie.example.com}
 * @param credential API key or access token
 * @param retries of calls that were not answered
 */
public record ControlPlane(String address, String credential, Retries retries) {
  private static final int UNAUTHENTICATED = 401;
  private static final int FIRST_REFUSAL = 400;
  private static final int NOT_FOUND = 404;
  private static final int CHANGED_MEANWHILE = 412;
  private static final int MOST_OF_A_PAGE = 200;
  static final int MOST_READS_OF_A_CHANGE = 20;

  /** Reads one thing. */
  public JsonNode get(String path) {
    return send(request(path).GET()).body();
  }

  /** Reads all pages of a list. */
  public List<JsonNode> list(String path, Map<String, String> parameters) {
    return list(path, parameters, Integer.MAX_VALUE);
  }

  /** Reads so many of a list at most, its first. */
  public List<JsonNode> list(String path, Map<String, String> parameters, int most) {
    List<JsonNode> items = new ArrayList<>();
    Map<String, String> asked = new LinkedHashMap<>(parameters);
    JsonNode page;
    do {
      asked.put("limit", Integer.toString(Math.min(most - items.size(), MOST_OF_A_PAGE)));
      page = get(path + "?" + Http.query(asked));
      page.path("items").forEach(items::add);
      asked.put("cursor", page.path("nextCursor").asText());
    } while (page.path("nextCursor").isTextual() && items.size() < most);
    return items;
  }

  /**
   * Gives the lines of a long answer as they come. It is asked for once only, as some of it may
   * have been given when it breaks off.
   *
   * @throws CliException when it is refused, or is not whole
   */
  public void lines(String path, Consumer<String> to) {
    Outcome asked = new Outcome(request(path).GET().build());
    try {
      read(asked.answered(Http.exchange(asked.request(), Http.eachLine(to))));
    } catch (IOException broken) {
      throw new CliException(
          "%s%s broke off: what came of it is not whole. Try again."
              .formatted(address, path.replaceFirst("\\?.*", "")));
    }
  }

  /** Makes or moves something. */
  public JsonNode post(String path, Map<String, ?> body) {
    return send(request(path)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.isEmpty() ? "" : Json.write(body))))
        .body();
  }

  /**
   * Changes these fields of something, as it is now; when somebody else is faster, as it is then.
   */
  public JsonNode patch(String path, Map<String, ?> changes) {
    return patch(path, now -> changes);
  }

  /** The same where the changes rest on how it is. */
  public JsonNode patch(String path, Function<JsonNode, Map<String, ?>> changes) {
    Outcome outcome;
    int reads = 0;
    do {
      Answer now = send(request(path).GET());
      outcome = retries.send(change(path, now.etag(), changes.apply(now.body())));
      reads++;
    } while (outcome.orThrow().statusCode() == CHANGED_MEANWHILE && reads < MOST_READS_OF_A_CHANGE);
    return read(outcome).body();
  }

  private HttpRequest change(String path, String version, Map<String, ?> changes) {
    return request(path)
        .header("If-Match", version)
        .header("Content-Type", "application/json")
        .method("PATCH", HttpRequest.BodyPublishers.ofString(Json.write(changes)))
        .build();
  }

  /** Ends something. A later try that finds it gone comes after one that ended it. */
  public JsonNode delete(String path) {
    Outcome outcome = retries.send(request(path).DELETE().build());
    boolean gone = outcome.tries() > 1 && outcome.orThrow().statusCode() == NOT_FOUND;
    return gone ? MissingNode.getInstance() : read(outcome).body();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = Http.to(address + path);
    return credential.isEmpty() ? request : request.header("Authorization", "Bearer " + credential);
  }

  private Answer send(HttpRequest.Builder request) {
    return read(retries.send(request.build()));
  }

  private static Answer read(Outcome outcome) {
    HttpResponse<String> answer = outcome.orThrow();
    if (answer.statusCode() >= FIRST_REFUSAL) {
      throw refusal(outcome, answer);
    }
    return new Answer(Json.read(answer.body()), answer.headers().firstValue("ETag").orElse("*"));
  }

  private static CliException refusal(Outcome outcome, HttpResponse<String> answer) {
    String advice = outcome.invitesAnother() ? outcome.advice() : "";
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/problem+json")) {
      return new CliException(
          outcome.invitesAnother()
              ? outcome.story() + advice
              : "%s answered %d. Is that the address of a control plane?"
                  .formatted(answer.uri(), answer.statusCode()));
    }
    JsonNode problem = Json.read(answer.body());
    StringBuilder text = new StringBuilder(problem.path("detail").asText());
    problem
        .path("fields")
        .forEach(
            field ->
                text.append("\n  ")
                    .append(field.path("field").asText())
                    .append(' ')
                    .append(field.path("message").asText()));
    text.append(
        " (%s, trace %s)"
            .formatted(problem.path("code").asText(), problem.path("traceId").asText()));
    text.append(advice);
    if (answer.statusCode() == UNAUTHENTICATED) {
      text.append("\nSign in with: aerie login");
    }
    return new CliException(text.toString());
  }

  private record Answer(JsonNode body, String etag) {}
}
