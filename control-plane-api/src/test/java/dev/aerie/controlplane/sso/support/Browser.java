package dev.aerie.controlplane.sso.support;

import dev.aerie.controlplane.support.RealKeycloak;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of a browser as signing in needs: cookies, redirects, forms. To loopback it sends secure
 * cookies too, as browsers do.
 */
public final class Browser {
  private static final int MOST_REDIRECTS = 20;
  private static final Pattern FORM =
      Pattern.compile("<form[^>]*action=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"([^\"]*)\"");
  private static final Pattern INPUT =
      Pattern.compile(
          "<input[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** By path and name. */
  private final Map<String, Map<String, String>> cookies = new HashMap<>();

  private final Optional<String> accepts;

  /** One that says nothing of what it shows. */
  public Browser() {
    this.accepts = Optional.empty();
  }

  /** One that says what it shows. */
  public Browser(String accepts) {
    this.accepts = Optional.of(accepts);
  }

  /** A page and where it is. */
  public record Page(URI address, int status, HttpHeaders headers, String body) {

    /** A header of it; empty when it is not there. */
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** Where its links lead. */
    public List<URI> links() {
      return LINK.matcher(body).results().map(link -> address.resolve(link.group(1))).toList();
    }

    /** Where its form goes. */
    public Optional<URI> action() {
      Matcher form = FORM.matcher(body);
      return form.find() ? Optional.of(address.resolve(plain(form.group(1)))) : Optional.empty();
    }

    /** What its form says already. */
    public Map<String, String> fields() {
      var fields = new LinkedHashMap<String, String>();
      Matcher input = INPUT.matcher(body);
      while (input.find()) {
        fields.put(plain(input.group(1)), plain(input.group(2)));
      }
      return fields;
    }

    /** Whether it asks for a password. */
    public boolean asksForPassword() {
      return body.contains("type=\"password\"");
    }

    /** What people read. */
    public String text() {
      return body.replaceAll("(?s)<(script|style|head).*?</\\1>", " ")
          .replaceAll("<[^>]+>", " ")
          .replaceAll("\\s+", " ");
    }

    private static String plain(String html) {
      return html.replace("&quot;", "\"")
          .replace("&#x3D;", "=")
          .replace("&#61;", "=")
          .replace("&amp;", "&");
    }
  }

  /** Opens an address and follows redirects. */
  public Page open(URI address) {
    return go(HttpRequest.newBuilder(address).GET());
  }

  /** Sends a form and follows redirects. */
  public Page post(URI address, Map<String, String> fields) {
    return go(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(RealKeycloak.encoded(fields))));
  }

  private Page go(HttpRequest.Builder request) {
    HttpResponse<String> answer = send(request);
    for (int i = 0; i < MOST_REDIRECTS && answer.statusCode() / 100 == 3; i++) {
      String location = answer.headers().firstValue("Location").orElseThrow();
      answer = send(HttpRequest.newBuilder(answer.uri().resolve(location)).GET());
    }
    return new Page(answer.uri(), answer.statusCode(), answer.headers(), answer.body());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    String path = request.build().uri().getPath();
    String sent =
        cookies.entrySet().stream()
            .filter(entry -> path.startsWith(entry.getKey()))
            .flatMap(entry -> entry.getValue().entrySet().stream())
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    if (!sent.isEmpty()) {
      request.header("Cookie", sent);
    }
    accepts.ifPresent(types -> request.header("Accept", types));
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(this::keep);
      return answer;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ended);
    }
  }

  private void keep(String header) {
    Matcher path = Pattern.compile("(?i)path=([^;]*)").matcher(header);
    String[] pair = header.split(";", 2)[0].split("=", 2);
    Map<String, String> there =
        cookies.computeIfAbsent(path.find() ? path.group(1) : "/", any -> new HashMap<>());
    if (pair[1].isEmpty() || header.toLowerCase(Locale.ROOT).contains("max-age=0")) {
      there.remove(pair[0]);
    } else {
      there.put(pair[0], pair[1]);
    }
  }
}
