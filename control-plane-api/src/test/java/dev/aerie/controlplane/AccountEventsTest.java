package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.session.AccountEvents;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.KeycloakPages;
import dev.aerie.controlplane.support.KeycloakServer;
import dev.aerie.controlplane.support.Locks;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import dev.aerie.controlplane.support.Totp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What happens to accounts at Keycloak itself is in the audit log of the person's organisations.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class AccountEventsTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String PASSWORD = "correct horse battery staple";
  private static final int MORE_THAN_A_PAGE = 101;
  private static final String WRONG = "invalid_user_credentials";
  private static final String LOCKED = "user_temporarily_disabled";

  @Inject AccountEvents events;
  private Tenant tenant;
  private Tenant other;
  private Tenant stranger;
  private String person;
  private String account;
  private String user;

  @BeforeEach
  void prepare() {
    person = "told" + COUNT.incrementAndGet() + "@example.org";
    String place =
        RealKeycloak.admin(
                "POST",
                "/users",
                """
                {"username": "%1$s", "email": "%1$s", "emailVerified": true, "enabled": true, "firstName": "Told",
                 "lastName": "Person", "credentials": [{"type": "password", "value": "%2$s", "temporary": false}]}
                """
                    .formatted(person, PASSWORD))
            .mustBe(201)
            .header("Location");
    account = place.substring(place.lastIndexOf('/') + 1);
    new Api(token(person, PASSWORD).mustBe(200).text("access_token")).get("/v1/me").mustBe(200);
    tenant = Tenant.of(RealKeycloak.administrator());
    other = Tenant.of(RealKeycloak.administrator());
    stranger = Tenant.of(RealKeycloak.administrator());
    user = tenant.addMember(person, "MEMBER", "").mustBe(201).text("userId");
    other.addMember(person, "BILLING_ADMIN", "").mustBe(201);
  }

  @Test
  void failuresAndLockoutAreToldOnceInEveryOrganizationOfThePerson() {
    for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
      token("nobody@example.org", "wrong password").mustBe(401);
    }
    for (int i = 0; i < 5; i++) {
      token(person, "wrong password").mustBe(401);
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              events.read();
              return !told(tenant, "account.lock").isEmpty();
            });
    events.read();

    for (Tenant one : List.of(tenant, other)) {
      assertThat(told(one, "account.lock")).hasSize(1);
      assertThat(told(one, "sign-in"))
          .hasSize(5)
          .allSatisfy(
              event -> {
                assertThat(event.path("result").asText()).isEqualTo("REFUSED");
                assertThat(event.at("/actor/kind").asText()).isEqualTo("USER");
                assertThat(event.path("resource").asText()).isEqualTo(user);
                assertThat(event.path("remoteAddress").asText()).isEqualTo("127.0.0.1");
                assertThat(event.at("/after/error").asText()).isIn(WRONG, LOCKED);
                assertThat(event.at("/after/client").asText()).isEqualTo("aerie-local");
                assertThat(event.toString()).doesNotContain("wrong password");
              });
    }
    assertThat(told(tenant, "sign-in").getLast().at("/after/error").asText()).isEqualTo(WRONG);
    assertThat(told(stranger, "sign-in")).isEmpty();
    assertThat(
            tenant
                .owner()
                .get("/v1/audit-events:verify?organizationId=" + tenant.organization())
                .mustBe(200)
                .json()
                .path("valid")
                .asBoolean())
        .isTrue();
  }

  @Test
  void failuresDoNotFloodTheLog() {
    for (int i = 0; i < 25; i++) {
      token(person, "wrong password").mustBe(401);
    }

    events.read();

    assertThat(told(tenant, "sign-in")).hasSize(20);
  }

  /** As two replicas do: neither sees what the other has not committed yet. */
  @Test
  void readsOfTheSameAtTheSameTimeTellItOnce() throws Exception {
    events.read();
    token(person, "wrong password").mustBe(401);

    try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> one;
      Future<?> another;
      try (var log = Locks.holdAuditLog(tenant.organization())) {
        one = replicas.submit(events::read);
        Locks.awaitHeldUp(1);
        another = replicas.submit(events::read);
        Locks.awaitHeldUp(2);
      }
      one.get();
      another.get();
    }

    assertThat(told(tenant, "sign-in")).hasSize(1);
    assertThat(told(other, "sign-in")).hasSize(1);
  }

  @Test
  void changesOfPasswordAndSecondFactorAreTold() {
    RealKeycloak.admin(
            "PUT",
            "/users/" + account,
            "{\"requiredActions\": [\"UPDATE_PASSWORD\", \"CONFIGURE_TOTP\"]}")
        .mustBe(204);
    KeycloakPages pages = KeycloakPages.signIn();
    pages.submit(Map.of("username", person, "password", PASSWORD));
    while (!pages.isSignedIn()) {
      if (pages.text().contains("totpSecret")) {
        String secret = pages.found("name=\"totpSecret\" value=\"([^\"]+)\"").orElseThrow();
        pages.submit(
            Map.of(
                "totp",
                Totp.code(secret, Instant.now()),
                "totpSecret",
                secret,
                "userLabel",
                "phone"));
      } else {
        String next = "another horse battery staple";
        pages.submit(Map.of("password-new", next, "password-confirm", next));
      }
    }
    String factor =
        StreamSupport.stream(
                RealKeycloak.read("/users/" + account + "/credentials").spliterator(), false)
            .filter(credential -> credential.path("type").asText().equals("otp"))
            .map(credential -> credential.path("id").asText())
            .findFirst()
            .orElseThrow();
    pages.open(
        KeycloakServer.running().issuer()
            + "/protocol/openid-connect/auth?client_id=aerie-console&response_type=code&scope=openid"
            + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Flogin&kc_action=delete_credential%3A"
            + factor);
    pages.submit(Map.of("accept", "Yes"));

    events.read();
    events.read();

    assertThat(told(tenant, "credential.update"))
        .extracting(event -> event.at("/after/credential").asText())
        .containsExactlyInAnyOrder("password", "otp");
    assertThat(told(tenant, "credential.remove"))
        .extracting(event -> event.at("/after/credential").asText())
        .containsExactly("otp");
    assertThat(told(other, "credential.*")).hasSize(3);
    assertThat(told(stranger, "credential.*")).isEmpty();
  }

  /** Events of the person, the newest first. */
  private List<JsonNode> told(Tenant of, String action) {
    return of.owner()
        .get(
            "/v1/audit-events?organizationId=%s&action=%s&actor=%s&limit=200"
                .formatted(of.organization(), action, user))
        .mustBe(200)
        .items();
  }

  private static Api.Answer token(String person, String password) {
    return RealKeycloak.token(
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "aerie-local",
            "username",
            person,
            "password",
            password));
  }
}
