package dev.aerie.controlplane.refusal;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refused sign-in as a page, for people: a browser that was sent here shows whatever it gets.
 * Programs get the {@link ProblemBody} as everywhere. Nothing of the request stands on the page but
 * what its problem says, and all of that is escaped; its links are ours. Safe for use by many
 * threads.
 */
public final class RefusalPage {
  /** What it is sent as. */
  public static final String TYPE = "text/html;charset=UTF-8";

  /** Where browsers are sent to, or sent back to, by redirects. */
  private static final List<String> PLACES = List.of("/login", "/login/refused", "/logout");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(detail|again|code|trace)}");
  private static final int FORBIDDEN = 403;
  private static final String TEMPLATE = template();

  private RefusalPage() {}

  /** Whether a browser shows the answer: these ask for pages and, unlike programs, for no JSON. */
  public static boolean suits(RoutingContext request) {
    String accepted =
        String.join(",", request.request().headers().getAll("Accept")).toLowerCase(Locale.ROOT);
    return PLACES.contains(request.normalizedPath())
        && accepted.contains("text/html")
        && !accepted.contains("json");
  }

  /** The page for a refusal. */
  public static String of(ProblemBody problem) {
    Map<String, String> texts =
        Map.of(
            "detail", problem.detail(),
            "again", again(problem),
            "code", problem.code(),
            "trace", problem.traceId());
    return PLACEHOLDER
        .matcher(TEMPLATE)
        .replaceAll(found -> Matcher.quoteReplacement(escaped(texts.get(found.group(1)))));
  }

  /** Who is forbidden to come has a session, which would only be refused again: it ends first. */
  private static String again(ProblemBody problem) {
    return problem.status() == FORBIDDEN ? "/logout" : "/login";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String template() {
    try (InputStream opened = RefusalPage.class.getResourceAsStream("refused.html")) {
      return new String(opened.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
