package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import dev.aerie.controlplane.mail.MailQueue;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Browser;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.LogCapture;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes into the log, and what must not. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LogSafetyTest {
  private static final Logger LOG = Logger.getLogger(LogSafetyTest.class);
  private static final String FORGED = "2026-01-01T00:00:00.000Z INFO  [forged] all is well";

  IdentityProvider people;
  GreenMail mail;
  @Inject MailQueue mails;
  private Tenant tenant;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present();
  }

  @Test
  void lineBreaksAreEscapedInMessagesAndExceptions() {
    try (var log = LogCapture.start()) {
      LOG.warnf("The name is %s", "a\r\n" + FORGED);
      LOG.warn("\u2028" + FORGED + "\u001b[2J");
      LOG.error(
          "A request failed",
          new IllegalStateException("b\n" + FORGED, new IllegalArgumentException("c\r" + FORGED)));

      assertThat(log.lines()).noneMatch(line -> line.startsWith("2026-01-01"));
      assertThat(String.join("\n", log.lines()))
          .contains("a\\r\\n2026", "\\u2028", "\\u001b[2J", "b\\n2026", "Caused by: ", "c\\r2026")
          .contains("at dev.aerie.controlplane.LogSafetyTest.lineBreaks");
    }
  }

  @Test
  void whatCallersSendBeginsNoLine() {
    try (var log = LogCapture.start()) {
      String text = "x\\r\\n" + FORGED;
      String encoded =
          "x%0d%0a" + FORGED.replace(" ", "%20").replace("[", "%5B").replace("]", "%5D");
      tenant.person().post("/v1/organizations", "{\"name\": \"" + text + "\"}").mustBe(400);
      tenant
          .newCluster("l", ", \"labels\": {\"a\": \"" + text + "\", \"b\": \"\\u0000\"}")
          .mustBe(400);
      tenant.newKey("DATA_VIEWER", ", \"expiresAt\": \"" + text + "\"").mustBe(400);
      tenant.owner().get("/v1/projects/" + encoded).mustBe(404);
      tenant.owner().get("/v1/clusters?cursor=" + encoded).mustBe(400);
      Api.anonymous().get("/login/refused?error=" + encoded).mustBe(401);
      Api.anonymous().get("/" + encoded);
      new Api(people.tokenOf("y\n" + FORGED)).get("/v1/me");
      tenant
          .owner()
          .post("/v1/organizations", "{}", "traceparent", FORGED, "Idempotency-Key", FORGED);

      assertThat(log.lines()).noneMatch(line -> line.startsWith("2026-01-01"));
    }
  }

  @Test
  void secretsAreNeverLogged() {
    try (var log = LogCapture.start()) {
      var secrets = new ArrayList<String>();
      useKeys(secrets);
      useRegion(secrets);
      useScim(secrets);
      useInvitation(secrets);
      openInvitation(secrets);
      useSession(secrets);
      LOG.info("the log is read");

      assertThat(secrets).hasSizeGreaterThan(8).doesNotContain("");
      String lines = String.join("\n", log.lines());
      assertThat(lines).contains("the log is read", "was not taken");
      assertThat(lines).doesNotContain(secrets.toArray(String[]::new));
      assertThat(lines).doesNotContain("it's secret", "a secret of at least thirty-two characters");
    }
  }

  private void useKeys(List<String> secrets) {
    var made = tenant.newKey("DATA_VIEWER", "").mustBe(201);
    var rotated = tenant.owner().post("/v1/api-keys/" + made.id() + ":rotate", "{}").mustBe(201);
    secrets.addAll(List.of(made.text("secret"), rotated.text("secret")));
    secrets.add("once-only-idempotency-key");
    tenant
        .person()
        .post(
            "/v1/organizations",
            "{\"name\": \"again\"}",
            "Idempotency-Key",
            "once-only-idempotency-key");
    tenant.owner().delete("/v1/api-keys/" + rotated.id()).mustBe(204);
    new Api(rotated.text("secret")).get("/v1/me").mustBe(401);
    String expired = people.expiredTokenOf("late");
    secrets.addAll(List.of(expired, tenant.person().credential(), tenant.owner().credential()));
    new Api(expired).get("/v1/me").mustBe(401);
  }

  private void useRegion(List<String> secrets) {
    String token = tenant.newRegion("logged").mustBe(201).json().at("/enrolment/token").asText();
    String key = "the agent's own key " + token.hashCode();
    secrets.addAll(List.of(token, key));
    FakeAgent.enrolled(token, key).rotate("the agent's next key").mustBe(200);
    FakeAgent.enrol(token, "another agent's key").mustBe(409);
    secrets.addAll(List.of("the agent's next key", "another agent's key"));
  }

  private void useInvitation(List<String> secrets) {
    tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/invitations",
            "{\"email\": \"logged@example.org\", \"role\": \"MEMBER\"}")
        .mustBe(201);
    mail.stop();
    try {
      mails.deliver();
    } finally {
      mail.start();
    }
    // Whatever part of a mail is logged, its link is not.
    secrets.add("/invitations/");
  }

  private void useScim(List<String> secrets) {
    String tokens = "/v1/organizations/" + tenant.organization() + "/scim-tokens";
    var made = tenant.owner().post(tokens, "{\"name\": \"provider\"}").mustBe(201);
    Api provider = new Api(made.text("secret"));
    secrets.add(made.text("secret"));
    provider.get("/scim/v2/" + tenant.organization() + "/Users").mustBe(200);
    provider.get("/scim/v2/" + Tenant.make(people).organization() + "/Users").mustBe(401);
    provider.get("/v1/me").mustBe(401);
    tenant.owner().delete(tokens + "/" + made.id()).mustBe(204);
    provider.get("/scim/v2/" + tenant.organization() + "/Users").mustBe(401);
  }

  private void openInvitation(List<String> secrets) {
    String token = "a-token-of-an-invitation-that-nobody-was-sent";
    secrets.add(token);
    Api.anonymous().get("/invitations/" + token);
    tenant.person().post("/v1/invitations:accept", "{\"token\": \"" + token + "\"}").mustBe(409);
  }

  private static void useSession(List<String> secrets) {
    var browser = new Browser();
    String state = browser.beginSignIn();
    secrets.addAll(browser.cookies().values());
    browser.comeBack("logged", state);
    secrets.addAll(browser.cookies().values());
    secrets.add(IdentityProvider.codeOf("logged"));
    browser.get("/login?code=stolen-code&state=wrong");
    secrets.add("stolen-code");
  }
}
