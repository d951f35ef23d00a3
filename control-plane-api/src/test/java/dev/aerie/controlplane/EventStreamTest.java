package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Browser;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventStreamTest {
  IdentityProvider people;
  private Tenant tenant;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present();
  }

  @Test
  void changesArriveAsTheyHappenAndOthersDoNot() throws IOException {
    Tenant stranger = Tenant.make(people);
    try (Stream<String> lines = tenant.owner().stream(events())) {
      Iterator<JsonNode> changes = changes(lines);
      assertThat(changes.next().path("kind").asText()).isEqualTo("RETURNED");

      stranger.newCluster("hidden").mustBe(202);
      String cluster = tenant.newCluster("told").mustBe(202).id();

      JsonNode first = next(changes, "CLUSTER", tenant);
      assertThat(first.path("id").asText()).isEqualTo(cluster);
      assertThat(first.path("organizationId").asText()).isEqualTo(tenant.organization());
      assertThat(next(changes, "OPERATION", tenant).path("clusterId").asText()).isEqualTo(cluster);
    }
  }

  @Test
  void viewerHearsOfItsProjectOnly() throws IOException {
    Api viewer = tenant.withKey("DATA_VIEWER");
    String other =
        tenant
            .owner()
            .post(
                "/v1/projects",
                "{\"organizationId\": \"%s\", \"name\": \"other\"}"
                    .formatted(tenant.organization()))
            .id();
    try (Stream<String> lines = viewer.stream(events())) {
      Iterator<JsonNode> changes = changes(lines);
      changes.next();

      tenant.owner().patch("/v1/projects/" + other, "{\"name\": \"unseen\"}").mustBe(200);
      tenant.newKey("DATA_VIEWER", "").mustBe(201);
      tenant.owner().patch("/v1/projects/" + tenant.project(), "{\"name\": \"seen\"}").mustBe(200);

      JsonNode heard = changes.next();
      assertThat(heard.path("kind").asText()).isEqualTo("PROJECT");
      assertThat(heard.path("id").asText()).isEqualTo(tenant.project());
    }
  }

  @Test
  void revokedKeyHearsNothingMore() throws IOException {
    var key = tenant.newKey("DATA_VIEWER", "").mustBe(201);
    try (Stream<String> lines = new Api(key.text("secret")).stream(events());
        Stream<String> others = tenant.withKey("DATA_VIEWER").stream(events())) {
      Iterator<JsonNode> changes = changes(lines);
      changes.next();
      Iterator<JsonNode> going = changes(others);
      going.next();

      tenant.owner().delete("/v1/api-keys/" + key.id()).mustBe(204);
      rename();

      assertThat(changes.hasNext()).isFalse();
      assertThat(going.next().path("kind").asText()).isEqualTo("PROJECT");
    }
  }

  @Test
  void removedMemberHearsNothingMore() throws IOException {
    Api member = new Api(people.tokenOf("removed-member"));
    String id = member.get("/v1/me").mustBe(200).json().at("/principal/id").asText();
    tenant
        .addMember(
            "removed-member@example.org",
            "MEMBER",
            ", \"projects\": [{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}]"
                .formatted(tenant.project()))
        .mustBe(201);
    try (Stream<String> lines = member.stream(events())) {
      Iterator<JsonNode> changes = changes(lines);
      changes.next();

      tenant
          .owner()
          .delete("/v1/organizations/" + tenant.organization() + "/members/" + id)
          .mustBe(204);
      rename();

      assertThat(changes.hasNext()).isFalse();
    }
  }

  @Test
  void whoHasSignedOutHearsNothingMore() {
    mustHearNothingAfter("listener", browser -> browser.get("/logout").mustBe(302));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sid"})
  void whomTheProviderSignsOutHearsNothingMore(String unsaid) {
    String name = "listener-without-" + unsaid;
    mustHearNothingAfter(
        name,
        browser -> {
          var claims = people.logout(name);
          claims.remove(unsaid);
          Api.anonymous()
              .post(
                  "/logout/back-channel",
                  "logout_token=" + people.signed(claims),
                  "Content-Type",
                  "application/x-www-form-urlencoded")
              .mustBe(200);
        });
  }

  private static void mustHearNothingAfter(String name, Consumer<Browser> end) {
    var browser = new Browser();
    browser.signIn(name);
    String organization =
        browser
            .send("POST", "/v1/organizations", "{\"name\": \"own\"}", "X-Aerie-Console", "1")
            .mustBe(201)
            .id();
    try (Stream<String> lines = browser.stream("/v1/events?organizationId=" + organization)) {
      Iterator<JsonNode> changes = changes(lines);
      changes.next();

      end.accept(browser);

      assertThat(changes.hasNext()).isFalse();
    }
  }

  private void rename() {
    tenant.owner().patch("/v1/projects/" + tenant.project(), "{\"name\": \"seen\"}").mustBe(200);
  }

  private String events() {
    return "/v1/events?organizationId=" + tenant.organization();
  }

  /** The next change of a kind; until then nothing of another organisation may be told. */
  private static JsonNode next(Iterator<JsonNode> changes, String kind, Tenant listener) {
    JsonNode change;
    do {
      change = changes.next();
      assertThat(change.path("organizationId").asText()).isEqualTo(listener.organization());
    } while (!change.path("kind").asText().equals(kind));
    return change;
  }

  private static Iterator<JsonNode> changes(Stream<String> lines) {
    return lines
        .filter(line -> line.startsWith("data:"))
        .map(line -> parsed(line.substring("data:".length())))
        .iterator();
  }

  private static JsonNode parsed(String text) {
    try {
      return Api.JSON.readTree(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
