package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.controlplane.sso.support.Keycloak;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.sso.support.Visitor;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.KeycloakServer;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions end at Keycloak itself, which tells the control plane. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class KeycloakLogoutTest {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private String email;
  private String id;
  private JsonNode consoleBefore;

  @BeforeEach
  void prepare() {
    email = "leaver" + COUNT.incrementAndGet() + "@example.org";
    Keycloak.addPerson(email);
    id = RealKeycloak.read("/users?exact=true&username=" + email).path(0).path("id").asText();
    consoleBefore = console();
    put(consoleWith("", ""));
    KeycloakServer.running().ensureRealm(Api.address());
  }

  @AfterEach
  void restore() {
    put(consoleWith(attribute("url"), attribute("session.required")));
  }

  @Test
  void theRealmIsMadeSuchThatWeAreTold() {
    assertThat(attribute("url")).endsWith("/logout/back-channel");
    assertThat(attribute("session.required")).isEqualTo("true");
  }

  @Test
  void aSessionThatAnAdministratorEndsIsRefusedAndOthersGoOn() {
    Visitor here = signedIn();
    JsonNode sessions = RealKeycloak.read("/users/" + id + "/sessions");
    assertThat(sessions).hasSize(1);
    Visitor elsewhere = signedIn();

    RealKeycloak.admin("DELETE", "/sessions/" + sessions.path(0).path("id").asText(), "")
        .mustBe(204);

    assertThat(here.isSignedIn()).isFalse();
    assertThat(elsewhere.isSignedIn()).isTrue();
    // Its cookie is still there, and leads out by Keycloak before it can lead in anew.
    here.signIn();
    here.signIn();
    assertThat(here.isSignedIn()).isTrue();
  }

  /** Keycloak tells of none when it disables somebody, but of those that are ended after that. */
  @Test
  void whoIsDisabledAndSignedOutIsRefused() {
    Visitor here = signedIn();

    RealKeycloak.admin("PUT", "/users/" + id, "{\"enabled\": false}").mustBe(204);
    RealKeycloak.admin("POST", "/users/" + id + "/logout", "").mustBe(204);

    assertThat(here.isSignedIn()).isFalse();
    here.signIn();
    assertThat(here.isSignedIn()).isFalse();
  }

  @Test
  void whomTheCustomersProviderSignsOutIsRefused() {
    SsoTenant tenant = SsoTenant.make();
    tenant.oidc("");
    tenant.customer().tellOfLogouts(tenant.domain());
    Visitor ada = tenant.person("ada");
    ada.signIn();
    assertThat(ada.isSignedIn()).isTrue();

    tenant.customer().signOut(ada.name());

    assertThat(ada.isSignedIn()).isFalse();
  }

  @Test
  void aClientThatIsToldOfNoSessionsLosesAllOfThePerson() {
    put(consoleWith(Api.address() + "/logout/back-channel", "false"));
    Visitor here = signedIn();
    String session = RealKeycloak.read("/users/" + id + "/sessions").path(0).path("id").asText();
    Visitor elsewhere = signedIn();

    RealKeycloak.admin("DELETE", "/sessions/" + session, "").mustBe(204);

    assertThat(here.isSignedIn()).isFalse();
    assertThat(elsewhere.isSignedIn()).isFalse();
  }

  private Visitor signedIn() {
    Visitor visitor = Visitor.of(email, email);
    visitor.signIn();
    assertThat(visitor.isSignedIn()).isTrue();
    return visitor;
  }

  private String attribute(String name) {
    return consoleBefore.path("attributes").path("backchannel.logout." + name).asText();
  }

  private static JsonNode console() {
    return RealKeycloak.read("/clients?clientId=aerie-console").path(0);
  }

  private static JsonNode consoleWith(String url, String session) {
    var console = (ObjectNode) console();
    console
        .withObject("attributes")
        .put("backchannel.logout.url", url)
        .put("backchannel.logout.session.required", session);
    return console;
  }

  private static void put(JsonNode console) {
    RealKeycloak.admin("PUT", "/clients/" + console.path("id").asText(), console.toString())
        .mustBe(204);
  }
}
