package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clusters of the engine Milvus. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MilvusEngineTest {
  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    agent.understands("cluster-options", "engine-milvus");
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
}
