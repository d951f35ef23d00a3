package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ApiKeyLifeTest {
  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
  }

  @Test
  void secretIsShownOnceAndHasTheContractsForm() {
    var made = tenant.newKey("DATA_ADMIN", "").mustBe(201);

    assertThat(made.text("secret"))
        .matches("aerie_[0-9a-z]{26}_[0-9A-Za-z]{49}")
        .contains(made.id().substring("key_".length()));
    assertThat(tenant.owner().get("/v1/api-keys/" + made.id()).text()).doesNotContain("secret");
    assertThat(tenant.owner().get("/v1/api-keys").text()).doesNotContain(made.text("secret"));
  }

  @Test
  void revokedKeyEndsAtOnceAndStaysListed() {
    var made = tenant.newKey("DATA_VIEWER", "").mustBe(201);
    var key = new Api(made.text("secret"));
    key.get("/v1/me").mustBe(200);

    tenant.owner().delete("/v1/api-keys/" + made.id()).mustBe(204);
    tenant.owner().delete("/v1/api-keys/" + made.id()).mustBe(204);

    key.get("/v1/me").mustBe(401);
    assertThat(tenant.owner().get("/v1/api-keys/" + made.id()).mustBe(200).text("revokedAt"))
        .isNotEmpty();
  }

  @Test
  void revocationReachesTheClustersAgentWithoutWaiting() {
    String cluster = tenant.newCluster("opened").mustBe(202).id();
    String key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    long revision = agent.desired(0, 0).path("revision").asLong();
    assertThat(agent.document(cluster).toString()).contains(key);
    var waiting = CompletableFuture.supplyAsync(() -> agent.desired(revision, 30));

    tenant.owner().delete("/v1/api-keys/" + key).mustBe(204);

    var document = waiting.join().path("clusters").path(0);
    assertThat(document.path("clusterId").asText()).isEqualTo(cluster);
    assertThat(document.toString()).doesNotContain(key);
  }

  @Test
  void mistypedKeyIsRefused() {
    String secret = tenant.newKey("DATA_VIEWER", "").mustBe(201).text("secret");
    char other = secret.charAt(40) == 'a' ? 'b' : 'a';

    new Api(secret.substring(0, 40) + other + secret.substring(41)).get("/v1/me").mustBe(401);
  }

  @Test
  void roleDecidesWhetherAProjectIsNeeded() {
    String withProject =
        "{\"organizationId\": \"%s\", \"projectId\": \"%s\", \"name\": \"x\", \"role\": \"ORGANIZATION_OWNER\"}";
    String without = "{\"organizationId\": \"%s\", \"name\": \"x\", \"role\": \"DATA_VIEWER\"}";

    assertThat(
            tenant
                .owner()
                .post(
                    "/v1/api-keys", withProject.formatted(tenant.organization(), tenant.project()))
                .mustBe(400)
                .text())
        .contains("projectId");
    assertThat(
            tenant
                .owner()
                .post("/v1/api-keys", without.formatted(tenant.organization()))
                .mustBe(400)
                .text())
        .contains("projectId");
    assertThat(
            tenant
                .newKey("DATA_VIEWER", ", \"expiresAt\": \"2001-01-01T00:00:00Z\"")
                .mustBe(400)
                .text())
        .contains("expiresAt");
    assertThat(tenant.newKey("DATA_VIEWER", ", \"clusterIds\": [\"cls_none\"]").mustBe(400).text())
        .contains("cls_none");
    assertThat(tenant.newKey("KING", "").mustBe(400).text()).contains("DATA_VIEWER");
  }
}
