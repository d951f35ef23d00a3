package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** How much of what all share somebody may make. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class CapsTest {
  IdentityProvider people;

  @Test
  void somebodyOwnsTwentyOrganizations() {
    var person = new Api(people.tokenOf("founder"));
    String last = "";
    for (int i = 0; i < 20; i++) {
      last = organization(person).mustBe(201).id();
    }

    assertThat(organization(person).mustBe(409).text("code")).isEqualTo("TOO_MANY_ORGANIZATIONS");
    organization(new Api(people.tokenOf("another-founder"))).mustBe(201);

    person.delete("/v1/organizations/" + last).mustBe(204);
    organization(person).mustBe(201);
  }

  @Test
  void anOrganizationHasTwentyRegions() {
    Tenant tenant = Tenant.make(people);
    String last = "";
    for (int i = 0; i < 20; i++) {
      last = tenant.newRegion("ours").mustBe(201).json().at("/region/name").asText();
    }

    assertThat(tenant.newRegion("ours").mustBe(409).text("code")).isEqualTo("TOO_MANY_REGIONS");
    Tenant.make(people).newRegion("ours").mustBe(201);

    tenant.owner().delete("/v1/regions/" + last).mustBe(204);
    tenant.newRegion("ours").mustBe(201);
  }

  private static Api.Answer organization(Api person) {
    return person.post("/v1/organizations", "{\"name\": \"one of many\"}");
  }
}
