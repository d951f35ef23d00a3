package dev.aerie.engine.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Access tokens of the identity that a cloud gives a pod. A token is used until shortly before it
 * ends. Thread-safe.
 */
final class CloudIdentity implements Supplier<String> {
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final HttpCalls http = new HttpCalls(true);
  private final Supplier<HttpRequest> request;
  private final String name;
  private final Clock clock;
  private volatile Token held = new Token("", Instant.MIN);

  private CloudIdentity(String name, Supplier<HttpRequest> request, Clock clock) {
    this.name = name;
    this.request = request;
    this.clock = clock;
  }

  /**
   * The service account of a pod or machine in Google Cloud, as its metadata server gives it.
   *
   * @param metadata such as {@code http://metadata.google.internal}
   */
  static CloudIdentity google(URI metadata, Clock clock) {
    URI uri = URI.create(metadata + "/computeMetadata/v1/instance/service-accounts/default/token");
    return new CloudIdentity(
        "service account of the pod",
        () -> HttpCalls.to(uri).header("Metadata-Flavor", "Google").GET().build(),
        clock);
  }

  /**
   * The workload identity of a pod in Azure: a token that the cluster wrote into a file is
   * exchanged for one of Key Vault.
   *
   * @param authority such as {@code https://login.microsoftonline.com/}
   * @param assertion the file's content, read at each exchange
   */
  static CloudIdentity azure(
      URI authority, String tenant, String client, Supplier<String> assertion, Clock clock) {
    URI uri = authority.resolve("/%s/oauth2/v2.0/token".formatted(tenant));
    return new CloudIdentity(
        client,
        () ->
            HttpCalls.to(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        form(
                            Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                client,
                                "scope",
                                "https://vault.azure.net/.default",
                                "client_assertion_type",
                                JWT_BEARER,
                                "client_assertion",
                                assertion.get()))))
                .build(),
        clock);
  }

  @Override
  public String get() {
    Token token = held;
    Instant now = clock.instant();
    if (now.isBefore(token.until)) {
      return token.text;
    }
    JsonNode answer = http.send(request.get(), name);
    Duration life = Duration.ofSeconds(answer.path("expires_in").asLong());
    token = new Token(HttpCalls.text(answer, "access_token"), now.plus(life).minus(MARGIN));
    held = token;
    return token.text;
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private record Token(String text, Instant until) {}
}
