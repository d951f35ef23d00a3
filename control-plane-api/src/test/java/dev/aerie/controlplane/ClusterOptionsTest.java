package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ClusterOptionsTest {
  private static final String ALL =
      """
      , "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 4}, "replicas": {"min": 1, "max": 2},
          "target": {"memoryPercent": 75}, "schedules": [{"schedule": "0 8 * * 1-5", "duration": "9h",
          "timeZone": "Europe/Berlin", "minUnits": 2}], "cooldown": "1h"},
        "exposure": "LOAD_BALANCER", "allowedCidrs": ["192.0.2.0/24"], "tlsSecretRef": "edge-tls",
        "maintenanceWindow": {"schedule": "0 3 * * 0", "duration": "2h"}, "idleSuspendAfter": "45m",
        "tiering": {"default": "cold"}
      """;

  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    agent.understands("cluster-options", "idle-suspend", "engine-milvus", "encryption", "tiering");
  }

  @Test
  void optionsTravelToTheRegionAndAreShown() {
    var made = tenant.newCluster("whole", ALL).mustBe(202);

    assertThat(made.json().at("/autoscaling/units/max").asInt()).isEqualTo(4);
    assertThat(made.text("engine")).isEqualTo("aerie");
    assertThat(made.text("exposure")).isEqualTo("LOAD_BALANCER");
    JsonNode spec = agent.document(made.id()).path("spec");
    assertThat(spec.at("/autoscaling/mode").asText()).isEqualTo("AUTO");
    assertThat(spec.at("/autoscaling/schedules/0/timeZone").asText()).isEqualTo("Europe/Berlin");
    assertThat(spec.path("exposure").asText()).isEqualTo("LOAD_BALANCER");
    assertThat(spec.at("/allowedCidrs/0").asText()).isEqualTo("192.0.2.0/24");
    assertThat(spec.path("tlsSecretRef").asText()).isEqualTo("edge-tls");
    assertThat(spec.at("/maintenanceWindow/duration").asText()).isEqualTo("2h");
    assertThat(spec.path("idleSuspendAfter").asText()).isEqualTo("45m");
    assertThat(spec.path("tiering").toString()).isEqualTo("{\"default\":\"cold\"}");
    assertThat(
            tenant.owner().get("/v1/clusters/" + made.id()).json().at("/tiering/default").asText())
        .isEqualTo("cold");
    assertThat(spec.has("engine")).isFalse();
  }

  @Test
  void theKeyOfObjectsIsNamedOnceAndNeverChanges() {
    String keys =
        "\"encryption\": {\"vault\": {\"address\": \"http://127.0.0.1:8200\", \"key\": \"books\", \"tokenRef\": \"t\"}}";
    var made = tenant.newCluster("secret", ", " + keys).mustBe(202);

    assertThat(made.json().at("/encryption/vault/key").asText()).isEqualTo("books");
    assertThat(made.json().path("encryption").has("aws")).isFalse();
    tenant.owner().patch("/v1/clusters/" + made.id(), "{\"units\": 2}").mustBe(202);
    assertThat(agent.document(made.id()).at("/spec/encryption").toString())
        .isEqualTo(
            "{\"vault\":{\"address\":\"http://127.0.0.1:8200\",\"key\":\"books\",\"tokenRef\":\"t\"}}");
    var refused =
        tenant
            .owner()
            .patch("/v1/clusters/" + made.id(), "{\"encryption\": {\"keysetRef\": \"a\"}}")
            .mustBe(400);
    assertThat(refused.text("code")).isEqualTo("UNKNOWN_FIELD");
    agent.understands("cluster-options");
    assertThat(refusal(tenant.newCluster("other", ", " + keys))).contains("encryption");
  }

  @Test
  void aChangeKeepsWhatItDoesNotNameAndTakesAwayWhatItEmpties() {
    String id = tenant.newCluster("changing", ALL).mustBe(202).id();

    tenant
        .owner()
        .patch(
            "/v1/clusters/" + id,
            "{\"autoscaling\": {}, \"allowedCidrs\": [], \"tlsSecretRef\": \"\", \"idleSuspendAfter\": \"\"}")
        .mustBe(202);

    JsonNode spec = agent.document(id).path("spec");
    assertThat(spec.has("autoscaling")).isFalse();
    assertThat(spec.has("allowedCidrs")).isFalse();
    assertThat(spec.has("tlsSecretRef")).isFalse();
    assertThat(spec.has("idleSuspendAfter")).isFalse();
    assertThat(spec.at("/maintenanceWindow/schedule").asText()).isEqualTo("0 3 * * 0");
    assertThat(spec.path("exposure").asText()).isEqualTo("LOAD_BALANCER");
    assertThat(lastAudit(id).at("/after/tlsSecretRef").isNull()).isTrue();
    assertThat(lastAudit(id).at("/before/tlsSecretRef").asText()).isEqualTo("edge-tls");
  }

  @Test
  void theDefaultTierChangesStaysAndEnds() {
    String cluster =
        "/v1/clusters/" + tenant.newCluster("tiered", ", \"tiering\": {}").mustBe(202).id();
    String id = cluster.substring(cluster.lastIndexOf('/') + 1);
    assertThat(agent.document(id).path("spec").has("tiering")).isFalse();

    tenant.owner().patch(cluster, "{\"tiering\": {\"default\": \"pinned\"}}").mustBe(202);
    tenant.owner().patch(cluster, "{\"units\": 2}").mustBe(202);
    assertThat(agent.document(id).at("/spec/tiering/default").asText()).isEqualTo("pinned");
    tenant.owner().patch(cluster, "{\"tiering\": {}}").mustBe(202);
    assertThat(agent.document(id).path("spec").has("tiering")).isFalse();
    assertThat(tenant.owner().get(cluster).json().path("tiering").isNull()).isTrue();
    assertThat(lastAudit(id).at("/before/tiering/default").asText()).isEqualTo("pinned");
  }

  @Test
  void aRegionThatDoesNotKnowThemRefusesThem() {
    String id = tenant.newCluster("plain").mustBe(202).id();
    agent.understands();

    assertThat(refusal(tenant.newCluster("a", ALL)))
        .contains("cluster-options, idle-suspend, tiering");
    assertThat(refusal(tenant.newCluster("b", ", \"engine\": \"milvus\"")))
        .contains("engine-milvus");
    assertThat(
            refusal(tenant.owner().patch("/v1/clusters/" + id, "{\"idleSuspendAfter\": \"1h\"}")))
        .contains("idle-suspend");
    assertThat(
            refusal(
                tenant
                    .owner()
                    .patch("/v1/clusters/" + id, "{\"tiering\": {\"default\": \"cold\"}}")))
        .contains("tiering");
    tenant.owner().patch("/v1/clusters/" + id, "{\"units\": 2}").mustBe(202);
  }

  @Test
  void quotasCountWhatTheAutoscalerMayChoose() throws SQLException {
    Superuser.run(
        "UPDATE organizations SET plan = 'free' WHERE org_id = '" + tenant.organization() + "'");
    String within =
        ", \"autoscaling\": {\"mode\": \"AUTO\", \"units\": {\"min\": 1, \"max\": %d}, \"replicas\": {\"min\": 1, \"max\": 1}}";

    assertThat(tenant.newCluster("greedy", within.formatted(3)).mustBe(409).text("code"))
        .isEqualTo("QUOTA_EXCEEDED");
    String id = tenant.newCluster("modest", within.formatted(2)).mustBe(202).id();
    var larger =
        tenant
            .owner()
            .patch("/v1/clusters/" + id, "{\"replicas\": 2, \"autoscaling\": {}}")
            .mustBe(202);
    assertThat(larger.json().path("autoscaling").isNull()).isTrue();
    assertThat(
            tenant
                .owner()
                .patch(
                    "/v1/clusters/" + id,
                    within.substring(2).formatted(2).replaceAll("^(.*)$", "{$1}"))
                .mustBe(409)
                .text("detail"))
        .contains("2 are used and 2 more");
  }

  private static String refusal(Api.Answer answer) {
    assertThat(answer.mustBe(409).text("code")).isEqualTo("NOT_SUPPORTED_BY_REGION");
    return answer.text("detail");
  }

  private JsonNode lastAudit(String id) {
    return StreamSupport.stream(
            tenant
                .owner()
                .get(
                    "/v1/audit-events?organizationId=%s&resource=%s"
                        .formatted(tenant.organization(), id))
                .mustBe(200)
                .json()
                .path("items")
                .spliterator(),
            false)
        .findFirst()
        .orElseThrow();
  }
}
