package dev.aerie.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aerie.cli.AerieCli;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The verbs as programs of their own, with what they ask told by who is asked. That a control plane
 * answers so is tried in {@code e2e/test_cli.py}.
 */
class OrganizationCommandsTest {
  private static final String ID = "org_01jb9x4m7k8t2v5w6y8z0a1b2c";
  private static final String ALL = "/v1/platform/organizations";
  private static final String ONE =
      """
      {"id": "%s", "name": "Acme", "plan": "free", "items": [
        {"quota": "CLUSTERS", "used": 2, "limit": 5, "source": "ORGANIZATION"},
        {"quota": "UNITS", "used": 2, "limit": null, "source": "NONE"}]}
      """
          .formatted(ID);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer service;
  @TempDir private Path home;

  @BeforeEach
  void prepare() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::answer);
    service.start();
  }

  @AfterEach
  void end() {
    service.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body)
            .replaceAll("\\s+", " ")
            .strip());
    boolean isList = exchange.getRequestURI().getPath().equals(ALL);
    byte[] text =
        (isList ? "{\"items\": [%s], \"nextCursor\": null}".formatted(ONE) : ONE)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("ETag", "\"7\"");
    exchange.sendResponseHeaders(200, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @Test
  void allAreListedForThoseWhoRunThePlatform() throws Exception {
    Ended ended = run("list", "--all", "--name", "ac me");

    assertThat(ended.lines())
        .containsExactly(
            "ID                              NAME  PLAN  PROJECTS  CLUSTERS  MEMBERS  CREATEDAT",
            ID + "  Acme  free  -         -         -        -");
    assertThat(asked).containsExactly("GET " + ALL + "?name=ac%20me&limit=200");
  }

  @Test
  void planAndLimitsAreShown() throws Exception {
    Ended ended = run("plan", ID);

    assertThat(ended.lines())
        .containsExactly(
            "ID                              NAME  PLAN",
            ID + "  Acme  free",
            "",
            "QUOTA     USED  LIMIT  SOURCE",
            "CLUSTERS  2     5      ORGANIZATION",
            "UNITS     2     -      NONE");
    assertThat(asked).containsExactly("GET " + ALL + "/" + ID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enterprise                                   | { "plan" : "enterprise" }
          --limit CLUSTERS=5 --limit UNITS=plan        | { "limits" : { "CLUSTERS" : 5, "UNITS" : null } }
          free --limit MEMBERS=7                       | { "plan" : "free", "limits" : { "MEMBERS" : 7 } }
          """)
  void planAndLimitsAreGivenByName(String words, String body) throws Exception {
    Ended ended =
        run(
            Stream.concat(Stream.of("plan", "Acme"), Stream.of(words.split(" ")))
                .toArray(String[]::new));

    assertThat(ended.status()).as(ended.text()).isZero();
    assertThat(asked)
        .containsExactly(
            "GET " + ALL + "?name=Acme&limit=200",
            "GET " + ALL + "/" + ID,
            "PATCH " + ALL + "/" + ID + " " + body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plan Acme --limit CLUSTERS=many | CLUSTERS=plan
          plan Acme --limit CLUSTERS      | --limit
          plan Other free                 | There are no organizations called Other
          list --name Acme                | --all
          """)
  void whatMeansNothingIsRefused(String words, String advice) throws Exception {
    Ended ended = run(words.split(" "));

    assertThat(ended.status()).isNotZero();
    assertThat(ended.text()).contains(advice);
    assertThat(asked).noneMatch(one -> one.startsWith("PATCH"));
  }

  private record Ended(int status, String text) {
    List<String> lines() {
      assertThat(status).as(text).isZero();
      return text.lines().toList();
    }
  }

  private Ended run(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(AerieCli.class.getName(), "org"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("AERIE_CONFIG_DIR", home.toString());
    builder.environment().put("AERIE_API_KEY", "key");
    builder
        .environment()
        .put("AERIE_API_URL", "http://127.0.0.1:" + service.getAddress().getPort());
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }
}
