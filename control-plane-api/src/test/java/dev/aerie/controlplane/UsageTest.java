package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class UsageTest {
  IdentityProvider people;

  @Test
  void reportedIntervalsAddUpOnceEach() {
    Tenant tenant = Tenant.make(people);
    FakeAgent agent = FakeAgent.present();
    String cluster = tenant.newCluster("used").mustBe(202).id();
    String minute =
        """
        {"id": "%s", "clusterId": "%s", "units": 2, "replicas": 2, "from": "2026-01-10T00:0%d:00Z", "to": "2026-01-10T00:0%d:00Z"}
        """;

    agent.report("", minute.formatted("r1", cluster, 0, 1));
    agent.report(
        "", minute.formatted("r1", cluster, 0, 1) + "," + minute.formatted("r2", cluster, 1, 2));

    var usage =
        tenant
            .owner()
            .get(
                "/v1/usage?organizationId=%s&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z"
                    .formatted(tenant.organization()))
            .mustBe(200)
            .json();
    assertThat(usage.path("unitSeconds").asLong()).isEqualTo(480);
    assertThat(usage.path("items").path(0).path("clusterId").asText()).isEqualTo(cluster);
    assertThat(usage.path("items").path(0).path("projectId").asText()).isEqualTo(tenant.project());
    tenant
        .owner()
        .get("/v1/usage?organizationId=%s&from=yesterday".formatted(tenant.organization()))
        .mustBe(400);
  }
}
