package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Regions of organisations and of the platform: how agents come in, stay and go. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RegionTest {
  IdentityProvider people;
  @Inject MovableClock clock;
  private Tenant tenant;
  private String region;
  private String token;

  @BeforeEach
  void make() {
    tenant = Tenant.make(people);
    var made = tenant.newRegion("ours").mustBe(201).json();
    region = made.at("/region/name").asText();
    token = made.at("/enrolment/token").asText();
  }

  @Test
  void aTokenEnrolsOneAgent() {
    assertThat(newCluster(tenant, "early").mustBe(409).text("code"))
        .isEqualTo("REGION_UNAVAILABLE");

    FakeAgent agent = FakeAgent.enrolled(token, "first" + region);

    assertThat(tenant.owner().get("/v1/regions/" + region).text("state")).isEqualTo("AVAILABLE");
    assertThat(tenant.newCluster("a", "").status()).isEqualTo(202);
    String cluster = newCluster(tenant, "b").mustBe(202).id();
    assertThat(agent.document(cluster).path("name").asText()).isEqualTo("b");
    assertThat(audited("region.enrol")).isEqualTo(1);
  }

  @Test
  void aTokenUsedTwiceIsRefusedAndAudited() {
    FakeAgent.enrol(token, "first" + region).mustBe(200);

    assertThat(FakeAgent.enrol(token, "second" + region).mustBe(409).text("code"))
        .isEqualTo("ENROLMENT_TOKEN_USED");
    new Api("second" + region).get("/agent/v1/desired").mustBe(401);
    new Api("first" + region).get("/agent/v1/desired").mustBe(200);
    var refused = events("&result=REFUSED").getFirst();
    assertThat(refused.at("/actor/kind").asText()).isEqualTo("REGION_AGENT");
    assertThat(refused.path("after").toString()).contains("ENROLMENT_TOKEN_USED");
  }

  @Test
  void anEnrolmentWhoseAnswerWasLostIsMadeAgain() {
    FakeAgent.enrol(token, "first" + region).mustBe(200);
    FakeAgent.enrol(token, "first" + region).mustBe(200);

    assertThat(audited("region.enrol")).isEqualTo(1);
  }

  @Test
  void endedAndUnknownTokensEnrolNobody() {
    String newer = enrolAgain();
    assertThat(FakeAgent.enrol(token, "a" + region).mustBe(409).text("code"))
        .isEqualTo("ENROLMENT_TOKEN_ENDED");
    FakeAgent.enrol("guessed", "a" + region).mustBe(401);
    clock.advance(Duration.ofHours(1));
    assertThat(FakeAgent.enrol(newer, "a" + region).mustBe(409).text("code"))
        .isEqualTo("ENROLMENT_TOKEN_EXPIRED");
  }

  @Test
  void tokensAndKeysAreStoredNowhere() throws SQLException {
    FakeAgent.enrol(token, "first" + region).mustBe(200);

    for (String table : new String[] {"region_enrolments", "region_credentials", "audit_events"}) {
      assertThat(Superuser.list("postgres", "SELECT t::text FROM " + table + " t"))
          .noneMatch(row -> row.contains(token) || row.contains("first" + region));
    }
  }

  @Test
  void theNextKeyHoldsBesideTheOldOneUntilItIsUsed() {
    FakeAgent agent = FakeAgent.enrolled(token, "first" + region);

    agent.rotate("lost" + region).mustBe(200);
    agent.rotate("next" + region).mustBe(200);
    agent.rotate("next" + region).mustBe(200);
    agent.desired(0, 0);
    new Api("lost" + region).get("/agent/v1/desired").mustBe(401);
    new Api("next" + region).get("/agent/v1/desired").mustBe(200);
    new Api("first" + region).get("/agent/v1/desired").mustBe(401);
    new Api("next" + region).get("/agent/v1/desired").mustBe(200);
  }

  @Test
  void aRevokedAgentIsRefusedUntilItIsEnrolledAgain() {
    FakeAgent.enrolled(token, "first" + region);
    change(":revoke").mustBe(200);
    new Api("first" + region).get("/agent/v1/desired").mustBe(401);
    FakeAgent.enrol(token, "first" + region).mustBe(409);

    FakeAgent.enrolled(enrolAgain(), "second" + region);
    new Api("first" + region).get("/agent/v1/desired").mustBe(401);
  }

  @Test
  void aDrainedRegionTakesNoClustersAndIsRemovedEmpty() {
    FakeAgent agent = FakeAgent.enrolled(token, "first" + region);
    String cluster = newCluster(tenant, "last").mustBe(202).id();
    change(":drain").mustBe(200);

    assertThat(newCluster(tenant, "more").mustBe(409).text("code")).isEqualTo("REGION_DRAINING");
    assertThat(tenant.owner().delete("/v1/regions/" + region).mustBe(409).text("code"))
        .isEqualTo("REGION_NOT_EMPTY");
    tenant.owner().delete("/v1/clusters/" + cluster).mustBe(202);
    agent.seesGone(cluster, 2);
    tenant.owner().delete("/v1/regions/" + region).mustBe(204);

    new Api("first" + region).get("/agent/v1/desired").mustBe(401);
    tenant.owner().get("/v1/regions/" + region).mustBe(404);
    tenant.owner().post("/v1/clusters/" + cluster + ":restore", "").mustBe(400);
  }

  @Test
  void aRegionOfAnOrganisationIsItsOwnOnly() {
    FakeAgent agent = FakeAgent.enrolled(token, "first" + region);
    Tenant stranger = Tenant.make(people);
    String other = stranger.newRegion("ours").mustBe(201).json().at("/region/name").asText();

    assertThat(other).isNotEqualTo(region);
    stranger.owner().get("/v1/regions/" + region).mustBe(404);
    assertThat(stranger.owner().get("/v1/regions?limit=200").text()).doesNotContain(region);
    assertThat(newCluster(stranger, "a").mustBe(400).text("code")).isEqualTo("UNKNOWN_REGION");

    // Somebody who belongs to both: still, clusters of the one do not land in the region of the
    // other.
    Tenant second = Tenant.of(tenant.person());
    var refused =
        tenant
            .person()
            .post(
                "/v1/clusters",
                "{\"projectId\": \"%s\", \"name\": \"a\", \"region\": \"%s\"}"
                    .formatted(second.project(), region))
            .mustBe(400);
    assertThat(refused.text("code")).isEqualTo("UNKNOWN_REGION");
    assertThat(refused.text("detail")).contains("local").doesNotContain(region + ",");
    assertThat(agent.desired(0, 0).path("clusters")).isEmpty();
  }

  @Test
  void anAgentSeesAndTellsOfItsOwnRegionOnly() {
    FakeAgent ours = FakeAgent.enrolled(token, "first" + region);
    FakeAgent local = FakeAgent.present();
    String there = newCluster(tenant, "there").mustBe(202).id();
    String here = tenant.newCluster("here").mustBe(202).id();

    local.sees(there, 1, "Ready");
    ours.sees(here, 1, "Ready");

    assertThat(ours.desired(0, 0).toString()).contains(there).doesNotContain(here);
    assertThat(local.desired(0, 0).toString()).contains(here).doesNotContain(there);
    assertThat(tenant.owner().get("/v1/clusters/" + there).text("state")).isEqualTo("CREATING");
    assertThat(tenant.owner().get("/v1/clusters/" + here).text("state")).isEqualTo("CREATING");
  }

  @Test
  void managedRegionsAreMadeByAdministratorsOfThePlatform() {
    String name = "managed-" + region;
    String body =
        "{\"name\": \"%s\", \"cloud\": \"gcp\", \"cloudRegion\": \"europe-west3\"}".formatted(name);
    assertThat(tenant.person().post("/v1/regions", body).mustBe(403).text("code"))
        .isEqualTo("PLATFORM_ADMINISTRATORS_ONLY");
    assertThat(tenant.owner().post("/v1/regions/local:revoke", "").mustBe(403).text("code"))
        .isEqualTo("PLATFORM_ADMINISTRATORS_ONLY");

    var administrator = new Api(people.tokenOf("administrator"));
    var made = administrator.post("/v1/regions", body).mustBe(201).json();
    administrator.post("/v1/regions", body).mustBe(409);
    FakeAgent.enrolled(made.at("/enrolment/token").asText(), "key" + name);
    assertThat(tenant.owner().get("/v1/regions/" + name).text("kind")).isEqualTo("MANAGED");
    administrator.delete("/v1/regions/" + name).mustBe(204);
  }

  @Test
  void aRegionIsInOneOfTheCloudsOrInNone() {
    var known = tenant.owner().get("/v1/cloud-regions").mustBe(200).json().path("items");
    assertThat(known).hasSize(25);
    assertThat(known.findValuesAsText("cloud"))
        .containsOnly("alibaba", "aws", "azure", "gcp", "tencent");

    assertThat(newRegion("aws", "mars-north-1").mustBe(400).text()).contains("eu-central-1");
    newRegion("moon", "sea-of-tranquility").mustBe(400);
  }

  private Api.Answer newRegion(String cloud, String place) {
    return tenant
        .owner()
        .post(
            "/v1/regions",
            "{\"organizationId\": \"%s\", \"name\": \"n\", \"cloud\": \"%s\", \"cloudRegion\": \"%s\"}"
                .formatted(tenant.organization(), cloud, place));
  }

  private String enrolAgain() {
    return change(":enrol").mustBe(201).json().at("/enrolment/token").asText();
  }

  private Api.Answer change(String verb) {
    return tenant.owner().post("/v1/regions/" + region + verb, "");
  }

  private Api.Answer newCluster(Tenant whose, String name) {
    return whose
        .owner()
        .post(
            "/v1/clusters",
            "{\"projectId\": \"%s\", \"name\": \"%s\", \"region\": \"%s\"}"
                .formatted(whose.project(), name, region));
  }

  private int audited(String action) {
    return events("&action=" + action).size();
  }

  private List<JsonNode> events(String query) {
    return tenant
        .owner()
        .get("/v1/audit-events?organizationId=" + tenant.organization() + query)
        .items();
  }
}
