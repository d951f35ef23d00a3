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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "autoscaling": {"mode": "AUTO"}                                  | autoscaling.units            | required
          "autoscaling": {"mode": "SOMETIMES"}                             | autoscaling.mode             | DRY_RUN, AUTO
          "autoscaling": {"mode": "AUTO", "units": {"min": 4, "max": 2}, "replicas": {"min": 1, "max": 1}} | autoscaling.units | min
          "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 33}, "replicas": {"min": 1, "max": 1}} | autoscaling.units.max | 1 to 32
          "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 2}, "replicas": {"min": 1, "max": 1}, "cooldown": "5m"} | autoscaling.cooldown | 10m to 168h
          "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 2}, "replicas": {"min": 1, "max": 1}, "target": {"memoryPercent": 95}} | autoscaling.target.memoryPercent | 10 to 90
          "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 2}, "replicas": {"min": 1, "max": 1}, "schedules": [null]} | autoscaling.schedules[0] | object
          "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 2}, "replicas": {"min": 1, "max": 1}, "schedules": [{"schedule": "0 24 * * *", "duration": "1h"}]} | autoscaling.schedules[0].schedule | cron
          "maintenanceWindow": {"schedule": "0 3 * *", "duration": "2h"}   | maintenanceWindow.schedule   | cron
          "maintenanceWindow": {"schedule": "0 3 * * MON", "duration": "2h"} | maintenanceWindow.schedule | cron
          "maintenanceWindow": {"schedule": "0 3 * * 0", "duration": "two hours"} | maintenanceWindow.duration | 10m to 168h
          "maintenanceWindow": {"schedule": "0 3 * * 0", "duration": "2h", "timeZone": "Berlin"} | maintenanceWindow.timeZone | Europe/Berlin
          "allowedCidrs": ["everybody"]                                    | allowedCidrs                 | 192.0.2.0/24
          "allowedCidrs": ["192.0.2.7"]                                    | allowedCidrs                 | 192.0.2.7/32
          "allowedCidrs": [null]                                           | allowedCidrs                 | 192.0.2.0/24
          "tlsSecretRef": "../other"                                       | tlsSecretRef                 | Secret
          "exposure": "PUBLIC"                                             | exposure                     | CLUSTER_IP
          "idleSuspendAfter": "1s"                                         | idleSuspendAfter             | 1m to 720h
          "tiering": {"default": "lukewarm"}                               | tiering.default              | auto, pinned, cold
          "engine": "oracle"                                               | engine                       | aerie, milvus
          "encryption": {}                                                 | encryption                   | exactly one of
          "encryption": {"keysetRef": "a", "aws": {"key": "b"}}            | encryption                   | exactly one of
          "encryption": {"keysetRef": "../other"}                          | encryption.keysetRef         | Secret
          "encryption": {"keysetRef": ""}                                  | encryption.keysetRef         | Secret
          "encryption": {"vault": {"key": "k", "tokenRef": "t"}}           | encryption.vault.address     | required
          "encryption": {"vault": {"address": "ftp://x", "key": "k", "tokenRef": "t"}} | encryption.vault.address | URL
          "encryption": {"aws": {"key": " "}}                              | encryption.aws.key           | 1 to 2048
          "encryption": {"google": {"key": "k", "tokenRef": "A B"}}        | encryption.google.tokenRef   | Secret
          "encryption": {"azure": {"key": "books"}}                        | encryption.azure.key         | URL
          "encryption": {"google": {"key": "k", "endpoint": "https://evil.example"}} | encryption.google.endpoint | no other host
          "encryption": {"google": {"key": "k", "endpoint": "http://cloudkms.googleapis.com"}} | encryption.google.endpoint | no other host
          "encryption": {"google": {"key": "k", "endpoint": "https://cloudkms.googleapis.com.evil.example"}} | encryption.google.endpoint | no other host
          "encryption": {"aws": {"key": "k", "endpoint": "https://evil.elb.amazonaws.com"}} | encryption.aws.endpoint | no other host
          "encryption": {"azure": {"key": "https://evil.example/keys/k"}} | encryption.azure.key | no other host
          "engine": "milvus", "encryption": {"keysetRef": "a"}             | encryption                   | aerie only
          "engine": "milvus", "tiering": {"default": "cold"}               | tiering                      | aerie only
          "engine": "milvus", "maintenanceWindow": {"schedule": "0 3 * * 0", "duration": "2h"} | maintenanceWindow | aerie only
          """)
  void wrongOptionIsRefusedByItsField(String field, String name, String said) {
    var refused = tenant.newCluster("wrong", ", " + field).mustBe(400);

    assertThat(refused.text("code")).isEqualTo("INVALID_REQUEST");
    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo(name);
    assertThat(refused.json().at("/fields/0/message").asText()).contains(said);
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
  void milvusIsMadeWhereTheRegionHasItAndNeverChanges() {
    var made = tenant.newCluster("large", ", \"engine\": \"milvus\"").mustBe(202);

    assertThat(made.text("engine")).isEqualTo("milvus");
    assertThat(agent.document(made.id()).at("/spec/engine").asText()).isEqualTo("milvus");
    var refused =
        tenant.owner().patch("/v1/clusters/" + made.id(), "{\"engine\": \"aerie\"}").mustBe(400);
    assertThat(refused.text("code")).isEqualTo("UNKNOWN_FIELD");
    var only =
        tenant
            .owner()
            .patch(
                "/v1/clusters/" + made.id(),
                "{\"autoscaling\": {\"mode\": \"AUTO\", \"units\": {\"min\": 1, \"max\": 2}, \"replicas\": {\"min\": 1, \"max\": 1}}}")
            .mustBe(400);
    assertThat(only.json().at("/fields/0/message").asText()).contains("engine aerie only");
  }

  @Test
  void aMilvusLivesLikeAnyOtherCluster() {
    assertThat(
            tenant
                .owner()
                .get("/v1/regions/local")
                .mustBe(200)
                .json()
                .path("features")
                .valueStream())
        .extracting(JsonNode::asText)
        .contains("engine-milvus");
    var made = tenant.newCluster("vast", ", \"engine\": \"milvus\"").mustBe(202);
    String cluster = "/v1/clusters/" + made.id();
    agent.sees(made.id(), 1, "Ready", 2);

    var ready = tenant.owner().get(cluster).mustBe(200);
    assertThat(ready.text("state")).isEqualTo("RUNNING");
    assertThat(ready.json().path("readyReplicas").asInt()).isEqualTo(2);
    assertThat(ready.text("endpoint")).startsWith("http://");
    assertThat(tenant.owner().get(cluster + "/connection").mustBe(200).text("credential"))
        .contains("user:password", "-root");
    assertThat(tenant.owner().post(cluster + "/backups", "{}").mustBe(409).text("code"))
        .isEqualTo("NOT_SUPPORTED_BY_ENGINE");

    assertThat(tenant.owner().post(cluster + ":suspend", "{}").mustBe(202).text("engine"))
        .isEqualTo("milvus");
    JsonNode suspended = agent.document(made.id());
    assertThat(suspended.at("/spec/suspend").asBoolean()).isTrue();
    assertThat(suspended.at("/spec/engine").asText()).isEqualTo("milvus");
    agent.sees(made.id(), 2, "Suspended", 0);
    assertThat(tenant.owner().get(cluster).text("state")).isEqualTo("SUSPENDED");

    // The Milvus Operator may go; the clusters that are there are still told of and can end.
    agent.understands("cluster-options");
    tenant.owner().delete(cluster).mustBe(202);
    assertThat(agent.document(made.id()).path("deleted").asBoolean()).isTrue();
    agent.seesGone(made.id(), 3);
    tenant.owner().get(cluster).mustBe(404);
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

  @Test
  void upgradesToAVersionThatTheRegionOffers() {
    String id = tenant.newCluster("ageing").mustBe(202).id();
    String upgrade = "/v1/clusters/" + id + ":upgrade";
    agent.sees(id, 1, "Ready");
    assertThat(refusal(tenant.owner().post(upgrade, "{\"version\": \"0.2.0\"}")))
        .contains("versions of class standard");

    agent.offers("0.1.0", "0.2.0");
    assertThat(tenant.owner().get("/v1/regions/local").mustBe(200).json().at("/classes/0/versions"))
        .hasSize(2);
    var unknown = tenant.owner().post(upgrade, "{\"version\": \"9\"}").mustBe(400);
    assertThat(unknown.text("code")).isEqualTo("UNKNOWN_VERSION");
    assertThat(unknown.json().at("/fields/0/message").asText()).contains("0.1.0, 0.2.0");
    tenant.owner().post(upgrade, "{}").mustBe(400);
    var upgraded = tenant.owner().post(upgrade, "{\"version\": \"0.2.0\"}").mustBe(202);

    assertThat(upgraded.text("state")).isEqualTo("MODIFYING");
    assertThat(upgraded.text("targetVersion")).isEqualTo("0.2.0");
    assertThat(upgraded.text("version")).isEqualTo("0.1.0");
    assertThat(agent.document(id).at("/spec/version").asText()).isEqualTo("0.2.0");
    agent.sees(id, 2, "Ready");
    var operation = tenant.owner().get("/v1/operations/" + upgraded.text("operationId"));
    assertThat(operation.text("kind")).isEqualTo("UPGRADE_CLUSTER");
    assertThat(tenant.actionsOn(id)).containsExactly("cluster.upgrade", "cluster.create");
    assertThat(operation.text("state")).isEqualTo("SUCCEEDED");
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
