package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Browser;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told, and what other sites cannot make them do. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class WebSafetyTest {
  private static final String SESSION = "q_session";

  IdentityProvider people;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/clusters",
        "/v1/console-config",
        "/v1/me",
        "/v1/nothing",
        "/agent/v1/desired",
        "/login",
        "/login/refused",
        "/q/openapi",
        "/assets/none.js"
      })
  void everyAnswerTellsBrowsersWhatNotToDo(String path) {
    var answer = Api.anonymous().get(path);

    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'")
        .doesNotContain("unsafe-eval", "script-src");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    // Over plain HTTP it would mean nothing.
    assertThat(answer.header("Strict-Transport-Security")).isEmpty();
  }

  /** Paths of the console are of whoever asks for them: a token, or without end. */
  @Test
  void metricsTellNoPathThatCallersMakeUp() {
    String token = "a-token-of-an-invitation-that-nobody-was-sent";
    Api.anonymous().get("/invitations/" + token).mustBe(200);
    Api.anonymous().get("/projects/made-up-project/keys").mustBe(200);
    Api.anonymous().get("/v1/projects/made-up-project").mustBe(401);

    assertThat(Api.management("/q/metrics").mustBe(200).text())
        .contains("http_server_requests_seconds_count", "uri=\"/v1/projects/{id}\"")
        .doesNotContain(token, "made-up-project");
  }

  @Test
  void nothingPersonalIsKeptByCaches() {
    Tenant tenant = Tenant.make(people);

    for (String path : List.of("/v1/me", "/v1/organizations/" + tenant.organization())) {
      assertThat(tenant.owner().get(path).mustBe(200).header("Cache-Control"))
          .isEqualTo("no-store");
    }
  }

  @Test
  void sessionCookieIsOutOfReachOfScriptsAndOtherSites() {
    var browser = new Browser();
    var signedIn = browser.signIn("walter");

    assertThat(signedIn.response().headers().allValues("Set-Cookie"))
        .filteredOn(cookie -> cookie.startsWith(SESSION) && !cookie.contains("Max-Age=0"))
        .isNotEmpty()
        .allMatch(cookie -> cookie.contains("HTTPOnly") || cookie.contains("HttpOnly"))
        .allMatch(cookie -> cookie.contains("SameSite=Lax"));
    assertThat(browser.get("/v1/me").mustBe(200).text()).contains("walter@example.org");
  }

  /** Each line: headers of the request, and whether the change is made. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Aerie-Console=1                                                  | 201
          X-Aerie-Console=1;Sec-Fetch-Site=same-origin                       | 201
          X-Aerie-Console=1;Origin=SELF                                      | 201
          X-Other=1                                                          | 403
          Sec-Fetch-Site=same-origin                                         | 403
          X-Aerie-Console=1;Sec-Fetch-Site=cross-site                        | 403
          X-Aerie-Console=1;Sec-Fetch-Site=same-site                         | 403
          X-Aerie-Console=1;Sec-Fetch-Site=none                              | 403
          X-Aerie-Console=1;Origin=https://evil.example                      | 403
          X-Aerie-Console=1;Origin=null                                      | 403
          Authorization=Basic eDp5                                           | 403
          Authorization=Basic eDp5;X-Aerie-Console=1;Origin=https://evil.example | 403
          """)
  void changeWithASessionComesFromOurOwnPages(String headers, int status) {
    var browser = new Browser();
    browser.signIn("carla");

    var answer =
        browser.send("POST", "/v1/organizations", "{\"name\": \"forged\"}", headers(headers));

    answer.mustBe(status);
    if (status == 403) {
      assertThat(answer.text("code")).isEqualTo("CSRF");
    }
  }

  @Test
  void everyMethodThatChangesIsHeldToIt() {
    var browser = new Browser();
    browser.signIn("carla");

    for (String method : List.of("POST", "PATCH", "DELETE")) {
      String path = "/v1/organizations" + (method.equals("POST") ? "" : "/org_1");
      var answer = browser.send(method, path, "{}");
      assertThat(answer.mustBe(403).text("code")).as(method).isEqualTo("CSRF");
    }
    browser.send("PUT", "/v1/organizations/org_1", "{}").mustBe(405);
  }

  private static String[] headers(String text) {
    return List.of(text.replace("SELF", Api.address()).split(";")).stream()
        .flatMap(pair -> List.of(pair.split("=", 2)).stream())
        .toArray(String[]::new);
  }

  @Test
  void copiedSessionEndsWhenItsPersonSignsOut() {
    var browser = new Browser();
    browser.signIn("olivia");
    var elsewhere = new Browser();
    elsewhere.signIn("olivia");
    var copy = browser.copy();
    copy.get("/v1/me").mustBe(200);

    var signedOut = browser.get("/logout").mustBe(302);

    assertThat(URI.create(signedOut.header("Location")).getQuery())
        .contains("id_token_hint=ey")
        .contains("post_logout_redirect_uri=" + Api.address() + "/");
    assertThat(signedOut.header("Location")).startsWith(people.issuer() + "/logout?");
    assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith(SESSION));
    browser.get("/v1/me").mustBe(401);
    assertThat(copy.get("/v1/me").mustBe(401).text("detail")).contains("signed out");
    assertThat(URI.create(copy.get("/login").mustBe(303).header("Location")).getPath())
        .isEqualTo("/logout");
    elsewhere.get("/v1/me").mustBe(200);
  }

  @Test
  void plantedSessionIsNotTakenOver() {
    var attacker = new Browser();
    attacker.signIn("mallory");
    var victim = new Browser();
    victim.cookies().put(SESSION, "planted");

    victim.signIn("victoria");

    assertThat(victim.cookies().get(SESSION)).isNotEqualTo("planted");
    assertThat(victim.get("/v1/me").mustBe(200).text()).contains("victoria@example.org");
    assertThat(Map.copyOf(attacker.cookies())).isNotEqualTo(victim.cookies());
    assertThat(attacker.get("/v1/me").mustBe(200).text()).contains("mallory@example.org");
  }

  @Test
  void codeOfAnotherBrowserSignsNobodyIn() {
    String attackersState = new Browser().beginSignIn();
    var victim = new Browser();
    victim.beginSignIn();

    victim.comeBack("mallory", attackersState);

    assertThat(victim.cookies()).doesNotContainKey(SESSION);
    victim.get("/v1/me").mustBe(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login?redirect=https://evil.example/",
        "/login?redirect_uri=https://evil.example/",
        "/login?next=//evil.example",
        "/login?returnTo=https%3A%2F%2Fevil.example"
      })
  void signingInLeadsNowhereElse(String path) {
    var browser = new Browser();
    String toKeycloak = browser.get(path).mustBe(302).header("Location");
    assertThat(toKeycloak).doesNotContain("evil.example");
    assertThat(toKeycloak).startsWith(people.issuer());

    browser.signIn("oscar");
    var signedIn = browser.get(path);

    assertThat(URI.create(signedIn.header("Location")).getAuthority())
        .isIn(null, URI.create(Api.address()).getAuthority());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//evil.example/", "//evil.example/%2e%2e", "/%5cevil.example", "/%0d%0aX-Evil:1"})
  void noAddressLeadsElsewhere(String path) throws IOException {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: aerie.example\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 ");
    assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("location:", "\r\nx-evil");
  }

  @Test
  void reasonOfARefusedSignInIsNotRepeated() {
    var page =
        Api.anonymous()
            .get("/login/refused?error=x&error_description=%3Cscript%3Ealert(1)%3C/script%3E");

    assertThat(page.mustBe(401).text()).doesNotContain("script");
    assertThat(page.header("Content-Type")).startsWith("text/plain");
  }

  /** Each line: what a browser or a program says that it takes, and what it gets. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html
          text/html;q=0.9,application/json                               | text/plain
          application/problem+json                                       | text/plain
          */*                                                            | text/plain
          text/*, nonsense;;;q=x                                         | text/plain
          """)
  void refusedSignInIsAPageForWhoShowsPages(String accepted, String type) {
    var page =
        Api.anonymous()
            .send(
                "GET",
                "/login/refused?error_description=%3Cscript%3Ealert(1)%3C/script%3E",
                "",
                "Accept",
                accepted);

    assertThat(page.mustBe(401).header("Content-Type")).startsWith(type);
    assertThat(page.text()).contains("Signing in was refused").doesNotContain("script");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void bodyThatIsTooLargeIsRefusedUnread() throws IOException {
    String answer =
        raw(
            "POST /v1/organizations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 8388609\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 413 ")
        .contains("application/problem+json", "\"code\":\"REQUEST_ENTITY_TOO_LARGE\"");
  }

  @Test
  void bodyThatHidesItsSizeIsCutOff() throws IOException {
    Tenant tenant = Tenant.make(people);
    int before = tenant.person().get("/v1/organizations").items().size();
    String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
    String head =
        "POST /v1/organizations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(tenant.person().credential());
    String body = "14\r\n{\"name\": \"enormous\"}\r\n0\r\n\r\n";

    String answer;
    try {
      answer = raw(head + chunk.repeat(9) + body);
    } catch (IOException cut) {
      answer = "";
    }

    assertThat(answer).doesNotStartWith("HTTP/1.1 2");
    assertThat(tenant.person().get("/v1/organizations").items()).hasSize(before);
  }

  @Test
  void deepAndWideJsonIsRefused() {
    Tenant tenant = Tenant.make(people);

    tenant.person().post("/v1/organizations", "[".repeat(100_000)).mustBe(400);
    tenant.person().post("/v1/organizations", "{\"name\":".repeat(100_000)).mustBe(400);
    tenant
        .person()
        .post("/v1/organizations", "{\"name\": \"" + "n".repeat(1_000_000) + "\"}")
        .mustBe(400);
  }

  private static String raw(String request) throws IOException {
    URI address = URI.create(Api.address());
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
