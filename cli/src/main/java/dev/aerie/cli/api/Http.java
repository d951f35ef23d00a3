package dev.aerie.cli.api;

import dev.aerie.cli.CliException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Sends requests. Safe for use by many threads. */
public final class Http {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private Http() {}

  /**
   * A request to be completed.
   *
   * @throws CliException when the address is none
   */
  public static HttpRequest.Builder to(String address) {
    try {
      return HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
    } catch (IllegalArgumentException wrong) {
      throw new CliException(
          address + " is not an address. Write it as in https://aerie.example.com.");
    }
  }

  /**
   * The answer, whatever its status.
   *
   * @throws CliException when there is none
   */
  public static HttpResponse<String> send(HttpRequest request) {
    try {
      return exchange(request);
    } catch (IOException failure) {
      throw new CliException(
          "%s://%s does not answer. See that it runs and can be reached, then try again."
              .formatted(request.uri().getScheme(), request.uri().getAuthority()));
    }
  }

  /** The same for who knows what to do when there is none. */
  static HttpResponse<String> exchange(HttpRequest request) throws IOException {
    return exchange(request, HttpResponse.BodyHandlers.ofString());
  }

  /** The same for long answers. */
  static HttpResponse<String> exchange(
      HttpRequest request, HttpResponse.BodyHandler<String> handler) throws IOException {
    try {
      return CLIENT.send(request, handler);
    } catch (InterruptedException ended) {
      throw Pause.interrupted();
    }
  }

  /** Hands on each line of what was asked for, and keeps none; a refusal is kept whole. */
  static HttpResponse.BodyHandler<String> eachLine(Consumer<String> to) {
    return answer ->
        answer.statusCode() == OK
            ? BodySubscribers.fromLineSubscriber(
                new EachLine(to), done -> "", StandardCharsets.UTF_8, null)
            : BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  private record EachLine(Consumer<String> to) implements Flow.Subscriber<String> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      to.accept(line);
    }

    @Override
    public void onError(Throwable failure) {
      // Whoever sent the request is told.
    }

    @Override
    public void onComplete() {
      // Likewise.
    }
  }

  /** Posts a form and gives the answer. */
  public static HttpResponse<String> form(String address, Map<String, String> fields) {
    return send(
        to(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(query(fields)))
            .build());
  }

  /** Names and values as they stand in a form or behind a question mark. */
  public static String query(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** A text as it may stand in a path. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
