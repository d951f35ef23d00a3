package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Browser;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the identity provider tells by logout tokens, and what else is sent in their place. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class BackChannelLogoutTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String PATH = "/logout/back-channel";

  IdentityProvider people;
  private String person;
  private Browser browser;
  private String session;

  @BeforeEach
  void signIn() {
    person = "leaves" + COUNT.incrementAndGet();
    browser = new Browser();
    browser.signIn(person);
    session = people.lastSessionOf(person);
  }

  @Test
  void theSessionIsRefusedAndOthersOfThePersonGoOn() {
    Browser copy = browser.copy();
    var elsewhere = new Browser();
    elsewhere.signIn(person);
    String token = people.signed(honest());

    var told = send(token).mustBe(200);

    assertThat(told.header("Cache-Control")).isEqualTo("no-store");
    assertThat(copy.get("/v1/me").mustBe(401).text("detail")).contains("ended");
    assertThat(URI.create(copy.get("/login").mustBe(303).header("Location")).getPath())
        .isEqualTo("/logout");
    elsewhere.get("/v1/me").mustBe(200);
    send(token).mustBe(200);
    browser.get("/v1/me").mustBe(401);
    elsewhere.get("/v1/me").mustBe(200);
  }

  /** So it holds for every replica and after a restart. */
  @Test
  void theDatabaseAloneRemembersIt() throws SQLException {
    send(people.signed(honest())).mustBe(200);
    browser.get("/v1/me").mustBe(401);

    Superuser.run("DELETE FROM ended_sessions WHERE session = '%s'".formatted(session));
    browser.get("/v1/me").mustBe(200);

    var all = honest();
    all.remove("sid");
    send(people.signed(all)).mustBe(200);
    browser.get("/v1/me").mustBe(401);
    Superuser.run(
        "DELETE FROM ended_subjects WHERE subject LIKE '%% subject-of-%s'".formatted(person));
    browser.get("/v1/me").mustBe(200);
  }

  @Test
  void withoutASessionAllOfThePersonHaveEnded() {
    var elsewhere = new Browser();
    elsewhere.signIn(person);
    var another = new Browser();
    another.signIn(person + "s-colleague");
    var all = honest();
    all.remove("sid");

    send(people.signed(all)).mustBe(200);

    browser.get("/v1/me").mustBe(401);
    elsewhere.get("/v1/me").mustBe(401);
    assertThat(URI.create(browser.get("/login").mustBe(303).header("Location")).getPath())
        .isEqualTo("/logout");
    another.get("/v1/me").mustBe(200);
  }

  @Test
  void whatThePersonBeginsLaterGoesOnThoughTheTokenIsSentAgain() {
    long now = Instant.now().getEpochSecond();
    var all = honest();
    all.remove("sid");
    all.put("iat", now - 100);
    String token = people.signed(all);
    Api before = new Api(people.signed(access(now - 200)));
    Api after = new Api(people.signed(access(now - 50)));
    before.get("/v1/me").mustBe(200);

    send(token).mustBe(200);
    send(token).mustBe(200);
    all.put("iat", now - 300);
    send(people.signed(all)).mustBe(200);

    before.get("/v1/me").mustBe(401);
    after.get("/v1/me").mustBe(200);
  }

  @Test
  void accessTokensOfTheSessionAreRefusedToo() {
    var claims = access(Instant.now().getEpochSecond());
    claims.put("sid", session);
    Api tool = new Api(people.signed(claims));
    tool.get("/v1/me").mustBe(200);

    send(people.signed(honest())).mustBe(200);

    tool.get("/v1/me").mustBe(401);
  }

  @Test
  void aTokenWithoutASubjectEndsTheSession() {
    var claims = honest();
    claims.remove("sub");

    send(people.signed(claims)).mustBe(200);

    browser.get("/v1/me").mustBe(401);
  }

  @Test
  void aLogoutTokenIsNoCredential() {
    new Api(people.signed(honest())).get("/v1/me").mustBe(401);
  }

  @ParameterizedTest
  @EnumSource(LogoutForgery.class)
  void whatIsNoLogoutTokenForUsEndsNothing(LogoutForgery forgery) {
    var refused = send(forgery.token(people, honest())).mustBe(400);

    assertThat(refused.text("code")).isEqualTo("LOGOUT_TOKEN_REFUSED");
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
    browser.get("/v1/me").mustBe(200);
  }

  @Test
  void onlyAFormThatIsPostedThereIsTaken() {
    String token = people.signed(honest());

    Api.anonymous().get(PATH + "?logout_token=" + token).mustBe(405);
    Api.anonymous().post(PATH, "{\"logout_token\": \"%s\"}".formatted(token)).mustBe(415);
    assertThat(form(PATH, Map.of()).mustBe(400).text("code")).isEqualTo("LOGOUT_TOKEN_REFUSED");
    form(PATH + "/other", Map.of("logout_token", token)).mustBe(404);
    form("/logout", Map.of("logout_token", token)).mustBe(302);
    browser.get("/v1/me").mustBe(200);
  }

  private Map<String, Object> honest() {
    var claims = people.logout(person);
    claims.put("sid", session);
    return claims;
  }

  private Map<String, Object> access(long signedInAt) {
    var claims = honest();
    claims.remove("events");
    claims.put("typ", "Bearer");
    claims.put("auth_time", signedInAt);
    claims.put("sid", UUID.randomUUID().toString());
    return claims;
  }

  private static Api.Answer send(String token) {
    return form(PATH, Map.of("logout_token", token));
  }

  private static Api.Answer form(String path, Map<String, String> fields) {
    return Api.anonymous()
        .post(
            path,
            RealKeycloak.encoded(fields),
            "Content-Type",
            "application/x-www-form-urlencoded");
  }
}
