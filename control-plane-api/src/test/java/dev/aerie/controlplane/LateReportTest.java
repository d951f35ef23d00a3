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

/** What an agent tells of a cluster that is gone, as it does after an outage. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LateReportTest {
  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;
  private String cluster;
  private String key;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    cluster = tenant.newCluster("ended").mustBe(202).id();
    key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    agent.sees(cluster, 1, "Ready");
    tenant.owner().delete("/v1/clusters/" + cluster).mustBe(202);
    agent.seesGone(cluster, 2);
  }

  @Test
  void usageCounts() {
    agent.report(
        "",
        """
        {"id": "late", "clusterId": "%s", "units": 2, "replicas": 1, "from": "2026-01-10T00:00:00Z", "to": "2026-01-10T00:01:00Z"}
        """
            .formatted(cluster));

    assertThat(
            tenant
                .owner()
                .get(
                    "/v1/usage?organizationId=%s&from=2026-01-01T00:00:00Z"
                        .formatted(tenant.organization()))
                .mustBe(200)
                .json()
                .path("unitSeconds")
                .asLong())
        .isEqualTo(120);
  }

  @Test
  void useOfKeysCounts() {
    agent.says(
        """
        "keyUses": [{"clusterId": "%s", "instance": "pod-0", "keyId": "%s", "hour": "2026-01-10T00:00:00Z", "calls": 1, "refused": 0,
          "firstAt": "2026-01-10T00:00:01Z", "lastAt": "2026-01-10T00:00:02Z"}]
        """
            .formatted(cluster, key));

    assertThat(tenant.owner().get("/v1/api-keys/" + key).mustBe(200).text("lastUsedAt"))
        .isEqualTo("2026-01-10T00:00:02Z");
  }
}
