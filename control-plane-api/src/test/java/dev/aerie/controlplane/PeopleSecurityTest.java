package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.KeycloakPages;
import dev.aerie.controlplane.support.KeycloakServer;
import dev.aerie.controlplane.support.Passkey;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Totp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the realm gives people to keep their accounts safe, at Keycloak's own pages. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class PeopleSecurityTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String PASSWORD = "correct horse battery staple";

  GreenMail mail;
  private String person;
  private String id;

  @BeforeEach
  void makePerson() {
    person = "safe" + COUNT.incrementAndGet() + "@example.org";
    String place =
        RealKeycloak.admin(
                "POST",
                "/users",
                """
                {"username": "%1$s", "email": "%1$s", "emailVerified": true, "enabled": true, "firstName": "Safe",
                 "lastName": "Person", "credentials": [{"type": "password", "value": "%2$s", "temporary": false}]}
                """
                    .formatted(person, PASSWORD))
            .mustBe(201)
            .header("Location");
    id = place.substring(place.lastIndexOf('/') + 1);
  }

  @Test
  void accountIsLockedAfterFailuresEvenForTheRightPassword() {
    token(PASSWORD).mustBe(200);
    for (int i = 0; i < 5; i++) {
      token("wrong password " + i).mustBe(401);
    }

    token(PASSWORD).mustBe(401);
    assertThat(
            RealKeycloak.read("/attack-detection/brute-force/users/" + id)
                .path("disabled")
                .asBoolean())
        .isTrue();
    RealKeycloak.admin("DELETE", "/attack-detection/brute-force/users/" + id, "").mustBe(204);
    token(PASSWORD).mustBe(200);
  }

  /** Not what Keycloak happens to have as its defaults. */
  @Test
  void aSessionEndsWhenNobodyUsesItAndAfterAWorkingDay() {
    assertThat(token(PASSWORD).mustBe(200).json().path("refresh_expires_in").asInt())
        .isEqualTo(30 * 60);

    assertThat(RealKeycloak.read("").path("ssoSessionMaxLifespan").asInt()).isEqualTo(10 * 3600);
    assertThat(RealKeycloak.read("").path("rememberMe").asBoolean()).isFalse();
  }

  @Test
  void thePasswordAloneOpensNothingByTheCommandLinesClient() {
    Api.Answer refused =
        RealKeycloak.token(
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "aerie-cli",
                "username",
                person,
                "password",
                PASSWORD));

    assertThat(refused.mustBe(400).text("error")).isEqualTo("unauthorized_client");
  }

  @Test
  void secondFactorIsEnrolledAndAskedFor() {
    RealKeycloak.admin("PUT", "/users/" + id, "{\"requiredActions\": [\"CONFIGURE_TOTP\"]}")
        .mustBe(204);
    Instant now = Instant.now();

    KeycloakPages enrolling = password(KeycloakPages.signIn(), PASSWORD);
    String secret =
        enrolling
            .found("name=\"totpSecret\" value=\"([^\"]+)\"")
            .orElseThrow(() -> new AssertionError(enrolling.text()));
    enrolling.submit(
        Map.of("totp", Totp.code(secret, now), "totpSecret", secret, "userLabel", "phone"));
    assertThat(enrolling.isSignedIn()).as(enrolling.text()).isTrue();

    KeycloakPages returning = password(KeycloakPages.signIn(), PASSWORD);
    assertThat(returning.isSignedIn()).isFalse();
    assertThat(returning.text()).contains("name=\"otp\"");
    returning.submit(Map.of("otp", "000000"));
    assertThat(returning.isSignedIn()).isFalse();
    awaitCounted();
    // A code counts once, so the one after it: Keycloak looks one period ahead.
    returning.submit(Map.of("otp", Totp.code(secret, now.plusSeconds(30))));
    assertThat(returning.isSignedIn()).as(returning.text()).isTrue();
  }

  @Test
  void forgottenPasswordIsSetAnewByMail() throws Exception {
    RealKeycloak.admin(
            "PUT",
            "",
            "{\"smtpServer\": {\"host\": \"127.0.0.1\", \"port\": \"%d\", \"from\": \"aerie@example.org\"}}"
                .formatted(mail.getSmtp().getPort()))
        .mustBe(204);

    KeycloakPages pages = KeycloakPages.signIn().follow("reset-credentials");
    pages.submit(Map.of("username", person));
    pages.open(linkInMail());
    pages.submit(Map.of("password-new", "short", "password-confirm", "short"));
    assertThat(pages.text()).contains("password-new").containsIgnoringCase("minimum length 12");
    pages.submit(
        Map.of(
            "password-new", "another horse battery staple",
            "password-confirm", "another horse battery staple"));

    assertThat(pages.isSignedIn()).as(pages.text()).isTrue();
    token(PASSWORD).mustBe(401);
    awaitCounted();
    token("another horse battery staple").mustBe(200);
  }

  @Test
  void addressNobodyHasIsAnsweredAlikeAndGetsNoMail() {
    KeycloakPages pages = KeycloakPages.signIn().follow("reset-credentials");

    pages.submit(Map.of("username", "nobody@example.org"));

    assertThat(pages.text()).contains("You should receive an email shortly");
    assertThat(mail.getReceivedMessagesForDomain("nobody@example.org")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "elevenchars"})
  void weakPasswordIsRefused(String password) {
    assertThat(setPassword(password).mustBe(400).text()).contains("invalidPassword");
  }

  @Test
  void passwordIsNeitherTheAddressNorAnOldOne() {
    setPassword(person).mustBe(400);
    setPassword(PASSWORD).mustBe(400);
    setPassword("yet another battery staple").mustBe(204);
  }

  @Test
  void passkeysAreOfferedAndNeedTheirOwnerToBeVerified() {
    JsonNode realm = RealKeycloak.read("");
    assertThat(realm.path("webAuthnPolicyPasswordlessUserVerificationRequirement").asText())
        .isEqualTo("required");
    assertThat(
            StreamSupport.stream(
                    RealKeycloak.read("/authentication/required-actions").spliterator(), false)
                .filter(action -> action.path("enabled").asBoolean())
                .map(action -> action.path("alias").asText()))
        .contains("CONFIGURE_TOTP", "webauthn-register-passwordless", "UPDATE_PASSWORD");
  }

  @Test
  void personSignsInByAPasskeyWhoseDeviceHasVerifiedThem() {
    RealKeycloak.admin(
            "PUT", "/users/" + id, "{\"requiredActions\": [\"webauthn-register-passwordless\"]}")
        .mustBe(204);
    var passkey = new Passkey(KeycloakServer.running().address());
    KeycloakPages enrolling = password(KeycloakPages.signIn(), PASSWORD);
    String handle = enrolling.found("userid *: *['\"]([^'\"]+)").orElseThrow();
    enrolling.submit(passkey.registered(challenge(enrolling)));
    assertThat(enrolling.isSignedIn()).as(enrolling.text()).isTrue();

    KeycloakPages returning = KeycloakPages.signIn();
    returning.submit(passkey.signed(challenge(returning), handle, true));
    assertThat(returning.isSignedIn()).as(returning.text()).isTrue();

    KeycloakPages unverified = KeycloakPages.signIn();
    unverified.submit(passkey.signed(challenge(unverified), handle, false));
    assertThat(unverified.isSignedIn()).as("by a device that anybody may hold").isFalse();
    KeycloakPages replayed = KeycloakPages.signIn();
    replayed.submit(passkey.signed(challenge(unverified), handle, true));
    assertThat(replayed.isSignedIn()).as("by an answer to another challenge").isFalse();
    KeycloakPages forged = KeycloakPages.signIn();
    var other = new Passkey(KeycloakServer.running().address());
    forged.submit(other.signed(challenge(forged), handle, true));
    assertThat(forged.isSignedIn()).as("by another key").isFalse();
  }

  /** Until Keycloak has counted what was wrong, it takes nothing else of the same person. */
  private void awaitCounted() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                RealKeycloak.read("/attack-detection/brute-force/users/" + id)
                        .path("numFailures")
                        .asInt()
                    > 0);
  }

  private static String challenge(KeycloakPages pages) {
    return pages
        .found("challenge *: *['\"]([^'\"]+)")
        .orElseThrow(() -> new AssertionError("no challenge in " + pages.text()));
  }

  private String linkInMail() throws Exception {
    assertThat(mail.waitForIncomingEmail(60_000, 1)).isTrue();
    for (MimeMessage message : mail.getReceivedMessages()) {
      if (message.getAllRecipients()[0].toString().equals(person)) {
        Matcher link =
            Pattern.compile("https?://\\S+action-token\\S+")
                .matcher(GreenMailUtil.getBody(message).replace("=\r\n", "").replace("=3D", "="));
        assertThat(link.find()).isTrue();
        return link.group().replace("&amp;", "&").replaceAll("[\">].*", "");
      }
    }
    throw new AssertionError("no mail to " + person);
  }

  private Api.Answer setPassword(String password) {
    return RealKeycloak.admin(
        "PUT",
        "/users/" + id + "/reset-password",
        "{\"type\": \"password\", \"value\": \"%s\", \"temporary\": false}".formatted(password));
  }

  private KeycloakPages password(KeycloakPages pages, String password) {
    return pages.submit(Map.of("username", person, "password", password));
  }

  private Api.Answer token(String password) {
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
