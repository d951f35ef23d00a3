package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ApiKeyScopeTest {
  private static final String NARROW =
      """
      , "scopes": [{"database": "shop", "collection": "goods", "access": "READ"}, {"database": "logs", "access": "READ_WRITE"}],
        "ipAllowlist": ["127.0.0.0/8", "2001:db8::/32"]
      """;

  IdentityProvider people;
  @Inject MovableClock clock;
  private Tenant tenant;
  private FakeAgent agent;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
  }

  @Test
  void scopesAndAddressesTravelToRegionsThatCheckThem() {
    String cluster = tenant.newCluster("scoped").mustBe(202).id();
    String plain = tenant.newKey("DATA_OPERATOR", "").mustBe(201).id();
    var made = tenant.newKey("DATA_OPERATOR", NARROW).mustBe(201);
    assertThat(made.json().path("scopes")).hasSize(2);
    assertThat(keys(cluster))
        .extracting(key -> key.path("id").asText())
        .contains(plain)
        .doesNotContain(made.id());
    long revision = agent.desired(0, 0).path("revision").asLong();

    agent.understands("key-scopes");

    assertThat(agent.desired(revision, 0).path("clusters")).isNotEmpty();
    JsonNode key =
        keys(cluster).stream()
            .filter(one -> one.path("id").asText().equals(made.id()))
            .findFirst()
            .orElseThrow();
    assertThat(key.path("scopes").toString())
        .isEqualTo(
            "[{\"database\":\"shop\",\"collection\":\"goods\",\"access\":\"READ\"},{\"database\":\"logs\",\"access\":\"READ_WRITE\"}]");
    assertThat(key.path("ipAllowlist")).hasSize(2);
    JsonNode old =
        keys(cluster).stream()
            .filter(one -> one.path("id").asText().equals(plain))
            .findFirst()
            .orElseThrow();
    assertThat(old.has("scopes") || old.has("ipAllowlist")).isFalse();
  }

  @Test
  void keyEndsWhenItsMakerSaid() {
    var made =
        tenant
            .newKey(
                "DATA_VIEWER",
                ", \"expiresAt\": \"%s\"".formatted(clock.instant().plus(Duration.ofHours(1))))
            .mustBe(201);
    Api key = new Api(made.text("secret"));
    key.get("/v1/me").mustBe(200);

    clock.advance(Duration.ofHours(1));

    key.get("/v1/me").mustBe(401);
  }

  @Test
  void keyOpensOnlyFromItsAddresses() {
    var here = tenant.newKey("DATA_VIEWER", NARROW).mustBe(201);
    new Api(here.text("secret")).get("/v1/me").mustBe(200);

    var elsewhere = tenant.newKey("DATA_VIEWER", ", \"ipAllowlist\": [\"192.0.2.7\"]").mustBe(201);
    assertThat(new Api(elsewhere.text("secret")).get("/v1/me").mustBe(403).text("code"))
        .isEqualTo("ADDRESS_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ipAllowlist\": [\"somewhere\"]",
        "\"ipAllowlist\": [\"10.0.0.0/33\"]",
        "\"ipAllowlist\": [\"10.0.0.0/8/8\"]",
        "\"ipAllowlist\": [null]",
        "\"scopes\": [{\"database\": \"a\"}]",
        "\"scopes\": [{\"access\": \"READ\"}]",
        "\"scopes\": [{\"database\": \"a\", \"access\": \"SOME\"}]",
        "\"scopes\": [null]"
      })
  void wrongNarrowingIsRefused(String field) {
    tenant.newKey("DATA_VIEWER", ", " + field).mustBe(400);
  }

  @Test
  void rotatedKeyHoldsForTheOverlap() {
    var old = tenant.newKey("DATA_VIEWER", NARROW).mustBe(201);
    String rotate = "/v1/api-keys/" + old.id() + ":rotate";
    tenant.owner().post(rotate, "{\"overlapSeconds\": -1}").mustBe(400);

    var next = tenant.owner().post(rotate, "{\"overlapSeconds\": 60}").mustBe(201);

    assertThat(next.json().path("scopes")).isEqualTo(old.json().path("scopes"));
    assertThat(next.text("name")).isEqualTo(old.text("name"));
    new Api(old.text("secret")).get("/v1/me").mustBe(200);
    new Api(next.text("secret")).get("/v1/me").mustBe(200);
    var replaced = tenant.owner().get("/v1/api-keys/" + old.id()).mustBe(200);
    assertThat(replaced.text("rotatedTo")).isEqualTo(next.id());
    assertThat(replaced.etag()).isNotEqualTo(old.etag());
    assertThat(tenant.owner().post(rotate, "{}").mustBe(409).text("code")).isEqualTo("KEY_ENDED");

    clock.advance(Duration.ofSeconds(61));
    new Api(old.text("secret")).get("/v1/me").mustBe(401);
    new Api(next.text("secret")).get("/v1/me").mustBe(200);
  }

  @Test
  void lastUseIsKeptToTheMinute() {
    var made = tenant.newKey("DATA_VIEWER", "").mustBe(201);
    assertThat(made.json().path("lastUsedAt").isNull()).isTrue();

    String first = usedAt(made);
    assertThat(usedAt(made)).isEqualTo(first);
    clock.advance(Duration.ofMinutes(2));
    assertThat(usedAt(made)).isGreaterThan(first);
  }

  private String usedAt(Api.Answer made) {
    new Api(made.text("secret")).get("/v1/me").mustBe(200);
    return tenant.owner().get("/v1/api-keys/" + made.id()).mustBe(200).text("lastUsedAt");
  }

  @Test
  void guessingIsSlowedForThatKeyOnly() {
    var made = tenant.newKey("DATA_VIEWER", "").mustBe(201);
    Api guess = new Api(ApiKeySecret.next(made.id()));
    for (int i = 0; i < 20; i++) {
      guess.get("/v1/me").mustBe(401);
    }

    var refused = guess.get("/v1/me");
    // One more is taken every three seconds, which may have passed.
    for (int i = 0; i < 20 && refused.status() != 429; i++) {
      refused = guess.get("/v1/me");
    }
    assertThat(refused.mustBe(429).text("code")).isEqualTo("TOO_MANY_ATTEMPTS");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3);
    tenant.owner().get("/v1/me").mustBe(200);

    clock.advance(Duration.ofSeconds(3));
    guess.get("/v1/me").mustBe(401);
    clock.advance(Duration.ofMinutes(2));
    new Api(made.text("secret")).get("/v1/me").mustBe(200);
  }

  @Test
  void exampleOfThePageForScannersIsWhole() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "security", "api-keys.md"));
    var form = Pattern.compile("aerie_[0-9a-hjkmnp-tv-z]{26}_[0-9A-Za-z]{49}");

    assertThat(page).contains(form.pattern());
    var example = form.matcher(page);
    assertThat(example.find()).isTrue();
    assertThat(ApiKeySecret.idIn(example.group())).isPresent();
    assertThat(tenant.newKey("DATA_VIEWER", "").text("secret")).matches(form);
  }

  private List<JsonNode> keys(String cluster) {
    return StreamSupport.stream(agent.document(cluster).path("keys").spliterator(), false).toList();
  }
}
