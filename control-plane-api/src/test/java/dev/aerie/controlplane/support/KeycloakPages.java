package dev.aerie.controlplane.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person at Keycloak's pages: forms are sent as a browser sends them, cookies kept. */
public final class KeycloakPages {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String CONSOLE = "http://127.0.0.1:1/login";

  private final Map<String, String> cookies = new LinkedHashMap<>();
  private String page = "";
  private URI address;

  /** Goes to the page where people sign in to the console. */
  public static KeycloakPages signIn() {
    var pages = new KeycloakPages();
    pages.open(
        KeycloakServer.running().issuer()
            + "/protocol/openid-connect/auth?client_id=aerie-console&response_type=code&scope=openid&redirect_uri="
            + URLEncoder.encode(CONSOLE, StandardCharsets.UTF_8));
    return pages;
  }

  /** Opens an address, as a link in a mail. */
  public KeycloakPages open(String link) {
    address = URI.create(link);
    return arrive(send(HttpRequest.newBuilder(address).GET()));
  }

  /** Follows the link whose address has this in it. */
  public KeycloakPages follow(String part) {
    return open(
        address
            .resolve(
                found("href=\"([^\"]*" + Pattern.quote(part) + "[^\"]*)\"")
                    .orElseThrow(() -> new AssertionError("no link " + part + " in " + page)))
            .toString());
  }

  /** Sends the page's form with these fields. */
  public KeycloakPages submit(Map<String, String> fields) {
    address =
        address.resolve(
            found("<form[^>]* action=\"([^\"]+)\"")
                .orElseThrow(() -> new AssertionError("no form in " + page)));
    String body =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return arrive(
        send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  /** What the page has at the group of a pattern. */
  public Optional<String> found(String pattern) {
    var matcher = Pattern.compile(pattern).matcher(page);
    return matcher.find() ? Optional.of(matcher.group(1).replace("&amp;", "&")) : Optional.empty();
  }

  /** The page's text. */
  public String text() {
    return page;
  }

  /** Whether the person has been sent back to the console with a code. */
  public boolean isSignedIn() {
    return address.toString().startsWith(CONSOLE) && address.getQuery().contains("code=");
  }

  private KeycloakPages arrive(HttpResponse<String> answer) {
    HttpResponse<String> here = answer;
    while (here.statusCode() / 100 == 3) {
      address = address.resolve(here.headers().firstValue("Location").orElseThrow());
      if (address.toString().startsWith(CONSOLE)) {
        page = "";
        return this;
      }
      here = send(HttpRequest.newBuilder(address).GET());
    }
    page = here.body();
    return this;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(one -> one.getKey() + "=" + one.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(this::keep);
      return answer;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ended);
    }
  }

  private void keep(String cookie) {
    String pair = cookie.split(";", 2)[0];
    String[] parts = pair.split("=", 2);
    if (parts[1].isEmpty() || cookie.contains("Max-Age=0")) {
      cookies.remove(parts[0]);
    } else {
      cookies.put(parts[0], parts[1]);
    }
  }
}
