package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clusters that go on with another version. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ClusterUpgradeTest {
  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
  }

  @Test
  void upgradesToAVersionThatTheRegionOffers() {
    String id = tenant.newCluster("ageing").mustBe(202).id();
    String upgrade = "/v1/clusters/" + id + ":upgrade";
    agent.sees(id, 1, "Ready");
    var none = tenant.owner().post(upgrade, "{\"version\": \"0.2.0\"}").mustBe(409);
    assertThat(none.text("code")).isEqualTo("NOT_SUPPORTED_BY_REGION");
    assertThat(none.text("detail")).contains("versions of class standard");

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
}
