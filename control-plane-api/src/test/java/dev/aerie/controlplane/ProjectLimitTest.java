package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a project may have of its organisation's plan. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ProjectLimitTest {
  IdentityProvider people;
  @Inject MovableClock clock;
  private Tenant tenant;
  private FakeAgent agent;
  private String quotas;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    quotas = "/v1/projects/" + tenant.project() + "/quotas";
  }

  @Test
  void clustersAndUnitsAreHeldToIt() {
    String id = running("first");
    var limited = limit("\"CLUSTERS\": 1, \"UNITS\": 2").mustBe(200);

    assertThat(shown(limited)).containsExactly("CLUSTERS 1/1", "UNITS 1/2", "API_KEYS 0/null");
    var second = tenant.newCluster("second").mustBe(409);
    assertThat(second.text("code")).isEqualTo("QUOTA_EXCEEDED");
    assertThat(second.text("detail")).contains("project may have 1 CLUSTERS").contains("owner");
    tenant.owner().patch("/v1/clusters/" + id, "{\"units\": 3}").mustBe(409);
    tenant.owner().patch("/v1/clusters/" + id, "{\"units\": 2}").mustBe(202);
    assertThat(shown(tenant.owner().get(quotas).mustBe(200))).contains("UNITS 2/2");
  }

  @Test
  void otherProjectsAreNot() {
    limit("\"CLUSTERS\": 0").mustBe(200);
    String other =
        tenant
            .owner()
            .post(
                "/v1/projects",
                "{\"organizationId\": \"%s\", \"name\": \"other\"}"
                    .formatted(tenant.organization()))
            .mustBe(201)
            .id();

    tenant.newCluster("here").mustBe(409);
    tenant
        .owner()
        .post(
            "/v1/clusters",
            "{\"projectId\": \"%s\", \"name\": \"there\", \"region\": \"local\"}".formatted(other))
        .mustBe(202);
  }

  @Test
  void keysAreHeldToItAndNewLimitsTakeThePlaceOfTheOld() {
    limit("\"CLUSTERS\": 0").mustBe(200);
    limit("\"API_KEYS\": 1").mustBe(200);

    tenant.newCluster("free").mustBe(202);
    String key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    assertThat(tenant.newKey("DATA_VIEWER", "").mustBe(409).text("code"))
        .isEqualTo("QUOTA_EXCEEDED");
    tenant.owner().post("/v1/api-keys/" + key + ":rotate", "{}").mustBe(409);
    tenant.owner().delete("/v1/api-keys/" + key).mustBe(204);
    tenant.newKey("DATA_VIEWER", "").mustBe(201);

    limit("").mustBe(200);
    tenant.newKey("DATA_VIEWER", "").mustBe(201);
  }

  @Test
  void keysThatHaveEndedAreNotCounted() {
    limit("\"API_KEYS\": 2").mustBe(200);
    tenant
        .newKey(
            "DATA_VIEWER",
            ", \"expiresAt\": \"%s\"".formatted(clock.instant().plus(Duration.ofHours(1))))
        .mustBe(201);
    String key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    tenant.newKey("DATA_VIEWER", "").mustBe(409);

    clock.advance(Duration.ofHours(1));
    tenant
        .owner()
        .post("/v1/api-keys/" + key + ":rotate", "{\"overlapSeconds\": 3600}")
        .mustBe(201);
    tenant.newKey("DATA_VIEWER", "").mustBe(409);
    clock.advance(Duration.ofHours(1));

    assertThat(shown(tenant.owner().get(quotas).mustBe(200))).contains("API_KEYS 1/2");
    tenant.newKey("DATA_VIEWER", "").mustBe(201);
  }

  @Test
  void whatExistsStaysWhenTheLimitIsLowerAndDoesNotComeBackFromTheBin() {
    String id = running("kept");
    limit("\"CLUSTERS\": 0").mustBe(200);
    assertThat(tenant.owner().get("/v1/clusters/" + id).mustBe(200).text("state"))
        .isEqualTo("RUNNING");

    tenant.owner().delete("/v1/clusters/" + id).mustBe(202);
    agent.seesGone(id, 2);

    tenant.owner().post("/v1/clusters/" + id + ":restore", "").mustBe(409);
    limit("\"CLUSTERS\": 1").mustBe(200);
    tenant.owner().post("/v1/clusters/" + id + ":restore", "").mustBe(202);
  }

  @Test
  void theProjectsOwnAdministratorsSeeItAndDoNotRaiseIt() {
    Api admin = tenant.withKey("PROJECT_ADMIN");
    limit("\"UNITS\": 4").mustBe(200);

    var seen = admin.get(quotas).mustBe(200);
    assertThat(shown(seen)).contains("UNITS 0/4");
    admin
        .send("PATCH", quotas, "{\"limits\": {\"UNITS\": 400}}", "If-Match", seen.etag())
        .mustBe(403);
    tenant.owner().send("PATCH", quotas, "{\"limits\": {}}").mustBe(428);
    tenant.owner().send("PATCH", quotas, "{\"limits\": {}}", "If-Match", "\"0\"").mustBe(412);
    var events =
        tenant
            .owner()
            .get("/v1/audit-events?action=project.limit&organizationId=" + tenant.organization())
            .items();
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().path("before").toString()).contains("\"limit\":null");
    assertThat(events.getFirst().path("after").toString()).contains("\"limit\":4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"PROJECTS\": 1",
        "\"clusters\": 1",
        "\"CLUSTERS\": -1",
        "\"CLUSTERS\": 1000001",
        "\"CLUSTERS\": null",
        "\"CLUSTERS\": \"1\""
      })
  void wrongLimitIsRefused(String limits) {
    var refused = limit(limits).mustBe(400);

    assertThat(refused.json().at("/fields/0/field").asText()).startsWith("limits");
  }

  private Api.Answer limit(String limits) {
    return tenant.owner().patch(quotas, "{\"limits\": {%s}}".formatted(limits));
  }

  private static List<String> shown(Api.Answer quotas) {
    return quotas.items().stream()
        .map(
            item ->
                "%s %d/%s"
                    .formatted(
                        item.path("quota").asText(),
                        item.path("used").asLong(),
                        item.path("limit").asText()))
        .toList();
  }

  private String running(String name) {
    String id = tenant.newCluster(name).mustBe(202).id();
    agent.sees(id, 1, "Ready");
    return id;
  }
}
