package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Platform;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What plans allow, which is data: of each, the limits that are promised. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PlanTest {
  IdentityProvider people;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          free       | PROJECTS 1, CLUSTERS 1, UNITS 2, API_KEYS 10, MEMBERS 5, SERVICE_ACCOUNTS 2, PROJECT_ROLES 2
          standard   | PROJECTS 20, CLUSTERS 100, UNITS 512, API_KEYS 200, MEMBERS 100, SERVICE_ACCOUNTS 50, PROJECT_ROLES 20
          enterprise | PROJECTS 500, CLUSTERS 2000, UNITS 32768, API_KEYS 5000, MEMBERS 10000, SERVICE_ACCOUNTS 1000, PROJECT_ROLES 100
          """)
  void eachAllowsWhatIsPromised(String plan, String limits) {
    Tenant tenant = Tenant.make(people);
    Platform.of(people).plan(tenant, plan).mustBe(200);

    var quotas =
        tenant.owner().get("/v1/organizations/" + tenant.organization() + "/quotas").mustBe(200);

    assertThat(quotas.text("plan")).isEqualTo(plan);
    assertThat(quotas.items())
        .extracting(item -> item.path("quota").asText() + " " + item.path("limit").asText())
        .containsExactly(limits.split(", "));
  }
}
