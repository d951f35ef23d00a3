package dev.aerie.controlplane.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps cookies as a browser does, and follows no redirect by itself. */
public final class Browser {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");

  private final Map<String, String> cookies = new LinkedHashMap<>();

  /** Goes through the code flow as this person; the answer is the one that begins the session. */
  public Api.Answer signIn(String name) {
    return comeBack(name, beginSignIn());
  }

  /** Opens the sign-in page; the state that has to come back from there. */
  public String beginSignIn() {
    Matcher state = STATE.matcher(get("/login").mustBe(302).header("Location"));
    if (!state.find()) {
      throw new AssertionError("the sign-in page gets no state");
    }
    return state.group(1);
  }

  /** Comes back from the sign-in page. */
  public Api.Answer comeBack(String name, String state) {
    return get("/login?code=%s&state=%s".formatted(IdentityProvider.codeOf(name), state));
  }

  /** Another browser with what this one has. */
  public Browser copy() {
    var copy = new Browser();
    copy.cookies.putAll(cookies);
    return copy;
  }

  /** The lines of an answer that does not end by itself; close it. */
  public Stream<String> stream(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(Api.address() + path))
            .header("Cookie", cookieHeader())
            .build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofLines()).join().body();
  }

  public Api.Answer get(String path) {
    return send("GET", path, "");
  }

  public Api.Answer send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(Api.address() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookieHeader());
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return new Api.Answer(response);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ended);
    }
  }

  /** What it sends along, by name. */
  public Map<String, String> cookies() {
    return cookies;
  }

  private String cookieHeader() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private void keep(String header) {
    String[] pair = header.split(";", 2)[0].split("=", 2);
    if (header.contains("Max-Age=0")) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }
}
