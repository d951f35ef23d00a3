package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A control plane that is told which plan organisations begin with. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(FirstPlanTest.Free.class)
class FirstPlanTest {
  IdentityProvider people;

  /** They begin with the smallest plan. */
  public static class Free implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("AERIE_PLAN_FOR_NEW_ORGANIZATIONS", "free");
    }
  }

  @Test
  void organizationsBeginWithIt() {
    Tenant tenant = Tenant.make(people);

    var quotas = tenant.owner().get("/v1/organizations/" + tenant.organization() + "/quotas");

    assertThat(quotas.mustBe(200).text("plan")).isEqualTo("free");
    tenant
        .owner()
        .post(
            "/v1/projects",
            "{\"organizationId\": \"%s\", \"name\": \"second\"}".formatted(tenant.organization()))
        .mustBe(409);
  }
}
