package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.forgetting.Forgetting;
import dev.aerie.controlplane.keyuse.KeyUseAudit;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The use of keys with clusters, as regions tell it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class KeyUseTest {
  IdentityProvider people;
  @Inject KeyUseAudit audit;
  @Inject Forgetting forgetting;
  @Inject MovableClock clock;
  private Tenant tenant;
  private FakeAgent agent;
  private String cluster;
  private Api.Answer key;
  private Instant hour;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    cluster = tenant.newCluster("used").mustBe(202).id();
    key = tenant.newKey("DATA_VIEWER", "").mustBe(201);
    // What is told lies in the first seconds of this hour, which are to be over.
    clock.advance(Duration.ofSeconds(10));
    hour = clock.instant().minusSeconds(5).truncatedTo(ChronoUnit.HOURS);
  }

  @Test
  void anHourOfAKeyIsOneEventWhenItIsOver() {
    told(use(key.id(), cluster, "pod-0", 5, 1), use(key.id(), cluster, "pod-1", 2, 0));
    told(use(key.id(), cluster, "pod-0", 9, 2));
    audit.run();
    assertThat(events()).isEmpty();

    clock.advance(Duration.ofMinutes(135));
    audit.run();
    audit.run();

    JsonNode event = only(events());
    assertThat(event.at("/actor/kind").asText()).isEqualTo("API_KEY");
    assertThat(event.at("/actor/id").asText()).isEqualTo(key.id());
    assertThat(event.path("resource").asText()).isEqualTo(key.id());
    assertThat(event.path("result").asText()).isEqualTo("OK");
    JsonNode after = event.path("after");
    assertThat(after.path("clusterId").asText()).isEqualTo(cluster);
    assertThat(after.path("calls").asLong()).isEqualTo(11);
    assertThat(after.path("refused").asLong()).isEqualTo(2);
    assertThat(Instant.parse(after.path("from").asText())).isEqualTo(hour);
    assertThat(Instant.parse(after.path("to").asText())).isEqualTo(hour.plusSeconds(3600));
    assertThat(Instant.parse(after.path("firstAt").asText())).isEqualTo(hour.plusSeconds(1));
    assertThat(event.toString()).doesNotContain(key.text("secret"));
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
  void whatComesAgainChangesNothingAndWhatComesLateIsAddedOnce() {
    told(use(key.id(), cluster, "pod-0", 5, 0));
    clock.advance(Duration.ofMinutes(135));
    audit.run();

    told(use(key.id(), cluster, "pod-0", 5, 0), use(key.id(), cluster, "pod-0", 3, 0));
    audit.run();
    assertThat(events()).hasSize(1);
    told(use(key.id(), cluster, "pod-0", 12, 7));
    audit.run();

    assertThat(events())
        .extracting(event -> event.at("/after/calls").asLong())
        .containsExactly(7L, 5L);
    assertThat(events().getFirst().path("result").asText()).isEqualTo("REFUSED");
  }

  @Test
  void theKeyShowsWhenItLastOpenedSomething() {
    told(use(key.id(), cluster, "pod-0", 3, 3));
    assertThat(lastUse()).isEqualTo("null");

    told(use(key.id(), cluster, "pod-0", 4, 3));
    assertThat(Instant.parse(lastUse())).isEqualTo(hour.plusSeconds(2));
    // A use is told to the minute.
    clock.advance(Duration.ofMinutes(2));
    new Api(key.text("secret")).get("/v1/me").mustBe(200);
    String later = lastUse();
    assertThat(Instant.parse(later)).isAfter(hour.plusSeconds(2));
    told(use(key.id(), cluster, "pod-1", 4, 3));
    assertThat(lastUse()).as("never earlier than it was").isEqualTo(later);
  }

  @Test
  void aRegionWhoseClockIsAheadMovesNothingIntoTheFuture() {
    told(use(key.id(), cluster, "pod-0", 1, 0, clock.instant().plus(Duration.ofDays(2))));

    assertThat(Instant.parse(lastUse())).isBeforeOrEqualTo(clock.instant());
  }

  @Test
  void keysOfOthersAndKeysThatDoNotOpenTheClusterAreIgnored() {
    Tenant stranger = Tenant.make(people);
    String foreignKey = stranger.newKey("DATA_VIEWER", "").mustBe(201).id();
    String foreignCluster = stranger.newCluster("theirs").mustBe(202).id();
    String narrow =
        tenant
            .newKey(
                "DATA_VIEWER",
                ", \"clusterIds\": [\"%s\"]".formatted(tenant.newCluster("other").mustBe(202).id()))
            .mustBe(201)
            .id();

    told(
        use(foreignKey, cluster, "pod-0", 5, 0),
        use(key.id(), foreignCluster, "pod-0", 5, 0),
        use(narrow, cluster, "pod-0", 5, 0),
        use("key_unknown", cluster, "pod-0", 5, 0),
        use(key.id(), "cls_unknown", "pod-0", 5, 0));
    clock.advance(Duration.ofMinutes(135));
    audit.run();

    assertThat(events()).isEmpty();
    assertThat(events(stranger)).isEmpty();
    assertThat(lastUse()).isEqualTo("null");
  }

  @Test
  void anotherRegionsAgentCanNotTellOfTheCluster() {
    String token = tenant.newRegion("apart").mustBe(201).json().at("/enrolment/token").asText();
    FakeAgent other = FakeAgent.enrolled(token, "key for " + token);

    other.says("\"keyUses\": [" + use(key.id(), cluster, "pod-0", 5, 0) + "]");

    clock.advance(Duration.ofMinutes(135));
    audit.run();
    assertThat(events()).isEmpty();
  }

  @Test
  void oldHoursAreForgottenOnceTheyWereTold() throws SQLException {
    told(use(key.id(), cluster, "pod-0", 5, 0));
    clock.advance(Duration.ofDays(31));
    forgetting.sweep();
    assertThat(rows()).isEqualTo("1");
    audit.run();
    assertThat(events()).hasSize(1);
    forgetting.sweep();

    assertThat(rows()).isEqualTo("0");
    assertThat(events()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"calls\": 1', '\"calls\": 0'",
    "'\"refused\": 0', '\"refused\": 2'",
    "'\"refused\": 0', '\"refused\": -1'",
    "'\"keyId\": \"key\"', '\"keyId\": null'",
    "'T00:00:00Z', 'T00:30:00Z'",
    "'T00:00:02Z', 'T00:00:00Z'"
  })
  void whatCanNotBeIsRefused(String right, String wrong) {
    String whole =
        """
        {"clusterId": "cls", "instance": "pod-0", "keyId": "key", "hour": "2026-01-01T00:00:00Z", "calls": 1, "refused": 0,
         "firstAt": "2026-01-01T00:00:01Z", "lastAt": "2026-01-01T00:00:02Z"}""";
    agent.tells("\"keyUses\": [" + whole + "]").mustBe(200);
    assertThat(whole).contains(right);

    var refused = agent.tells("\"keyUses\": [" + whole.replace(right, wrong) + "]").mustBe(400);

    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo("keyUses");
  }

  private void told(String... uses) {
    agent.says("\"keyUses\": [" + String.join(", ", uses) + "]");
  }

  private String use(String keyId, String clusterId, String instance, long calls, long refused) {
    return use(keyId, clusterId, instance, calls, refused, hour.plusSeconds(2));
  }

  private String use(
      String keyId, String clusterId, String instance, long calls, long refused, Instant last) {
    return """
        {"clusterId": "%s", "instance": "%s", "keyId": "%s", "hour": "%s", "calls": %d, "refused": %d,
         "firstAt": "%s", "lastAt": "%s", "later": "unknown"}"""
        .formatted(clusterId, instance, keyId, hour, calls, refused, hour.plusSeconds(1), last);
  }

  private String lastUse() {
    return tenant
        .owner()
        .get("/v1/api-keys/" + key.id())
        .mustBe(200)
        .json()
        .path("lastUsedAt")
        .asText();
  }

  private List<JsonNode> events() {
    return events(tenant);
  }

  private static List<JsonNode> events(Tenant whose) {
    return whose
        .owner()
        .get(
            "/v1/audit-events?organizationId=%s&action=api-key.used"
                .formatted(whose.organization()))
        .items();
  }

  private String rows() throws SQLException {
    return Superuser.list(
            "postgres",
            "SELECT count(*) FROM api_key_uses WHERE org_id = '%s'"
                .formatted(tenant.organization()))
        .getFirst();
  }

  private static JsonNode only(List<JsonNode> events) {
    assertThat(events).hasSize(1);
    return events.getFirst();
  }
}
